import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { delay } from '../http/delay.ts'
import { send, withholds } from '../http/send.ts'
import type { Parts } from '../parts.ts'
import { gitAccess } from './git-access.ts'
import { type BackendAnswer, callBackend } from './http-backend.ts'
import { receivePush } from './receive-push.ts'
import { workflowRefusal } from './workflow-hook.ts'

const SERVICE = /^\/([^/]+\/[^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/

export const isGit = (path: string) => SERVICE.test(path)

/** Clone, fetch and push, by git's own program over real repositories. */
export function createGitServer(parts: Parts) {
  const { state, faultBook, logBook } = parts

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = Date.now()
    const { method = 'GET', url: target = '' } = request
    const { pathname, search } = new URL(target, 'http://github')
    const [, fullName = '', service = ''] = SERVICE.exec(pathname) ?? []
    const isPush = service === '/git-receive-pack' || search === '?service=git-receive-pack'
    // The first request of a push only asks where the refs are.
    const traffic = service === '/git-receive-pack' ? 'git-write' : 'git-read'
    const fault = faultBook.draw(traffic, method, target)
    const body = await buffer(request)
    const access = gitAccess(state, request, fullName, isPush)
    const { viewer } = access

    const answer = async (): Promise<BackendAnswer> => {
      if (fault?.kind === 'refuse-before') return plain(502, 'Bad Gateway')
      if ('status' in access) return plain(access.status, access.text, access.headers)
      const { repository } = access
      const call = {
        path: repository.path,
        service,
        query: search.slice(1),
        method,
        headers: request.headers,
        body,
        pusher: isPush ? viewer.actor : undefined,
        env: workflowRefusal(viewer),
      }
      if (traffic === 'git-read') return await callBackend(call)
      return await receivePush(parts, { repository, viewer, call, answered: !withholds(fault) })
    }

    const answered = await answer()
    await delay(fault, response)
    logBook.request({
      method,
      path: target,
      kind: 'git',
      actor: viewer.actor,
      tokenId: viewer.tokenId,
      status: answered.status,
      spentQuota: false,
      fault: fault?.kind ?? null,
      startedAt,
      endedAt: Date.now(),
    })
    send(response, answered, fault)
  }
}

function plain(status: number, text: string, headers: Record<string, string> = {}): BackendAnswer {
  return { status, headers: { 'content-type': 'text/plain', ...headers }, body: Buffer.from(text) }
}
