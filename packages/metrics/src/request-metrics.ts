import { Histogram, type Registry } from 'prom-client'

export interface RequestMetrics {
  /** One request over HTTP. The route is its pattern: paths would be without number. */
  request(answered: { method: string; route: string; status: number; ms: number }): void
}

export function requestMetrics(registry: Registry): RequestMetrics {
  const seconds = new Histogram({
    registers: [registry],
    name: 'pmbot_http_request_seconds',
    help: 'Time of one request, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10],
  })
  return {
    request: ({ ms, ...labels }) => seconds.observe(labels, ms / 1000),
  }
}
