import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from './api-context.ts'
import { isApiRoute } from './check-origin.ts'
import { problemOf } from './problem.ts'
import { sendProblem } from './render-error.ts'

/** With an extension, or hidden: no page of ours has such a path. */
const FILE = /\.[a-z0-9]+$|\/(\.|%2e)/i

/**
 * Where no route answers: another method of a route that there is, a page of the single-page
 * app, or nothing. Watches the routes from here on, so it comes before them.
 */
export function answerUnmatched(api: Api, sendPage: (reply: FastifyReply) => FastifyReply | undefined): void {
  const routes: { path: RegExp; method: string }[] = []
  api.addHook('onRoute', ({ url, method }) => {
    if (url === '/*') return
    const path = new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`)
    for (const each of [method].flat()) routes.push({ path, method: each })
  })

  api.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const [path = ''] = request.url.split('?')
    const allowed = [...new Set(routes.filter((route) => route.path.test(path)).map(({ method }) => method))]
    if (allowed.length > 0 && !allowed.includes(request.method)) {
      reply.header('allow', allowed.join(', '))
      return sendProblem(
        reply,
        problemOf('method_not_allowed', `${request.method} is not possible here; ${allowed.join(', ')} is`),
      )
    }
    const isPage = request.method === 'GET' || request.method === 'HEAD'
    if (isPage && !isApiRoute(request) && !FILE.test(path) && sendPage(reply)) return
    sendProblem(reply, problemOf('not_found', 'there is nothing here'))
  })
}
