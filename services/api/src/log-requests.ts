import type { Api } from './api-context.ts'

/** One line per request, and nothing of what it carried. What went well is for whoever looks for it. */
export function logRequests(api: Api): void {
  api.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    request.log[reply.statusCode < 500 ? 'debug' : 'error'](line, 'request')
  })
}
