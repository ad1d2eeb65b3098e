import type { Metrics } from '@pm-bot/metrics'
import type { Api } from './api-context.ts'

/** One line and one count per request, and nothing of what it carried. What went well is for whoever looks for it. */
export function logRequests(api: Api, metrics: Metrics): void {
  api.addHook('onResponse', async (request, reply) => {
    const { method } = request
    const route = request.routeOptions.url ?? null
    const status = reply.statusCode
    metrics.request({ method, route: route ?? 'none', status, ms: reply.elapsedTime })
    const line = { method, route, status, ms: Math.round(reply.elapsedTime) }
    request.log[reply.statusCode < 500 ? 'debug' : 'error'](line, 'request')
  })
}
