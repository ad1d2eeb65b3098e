import { setTimeout as sleep } from 'node:timers/promises'
import { DomainError } from '@pm-bot/domain'
import { PROCESS_ID } from '@pm-bot/instance'
import { backlogSnapshot, METRICS_CONTENT_TYPE, renderMetrics, type Snapshot } from '@pm-bot/metrics'
import { listProcessSnapshots, readBacklog } from '@pm-bot/store'
import { Type } from 'typebox'
import { problems } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'
import { mayReadMetrics } from '../may-read-metrics.ts'
import type { Door } from '../require-session.ts'

/** Prometheus itself waits ten seconds; without its database this process still has much to tell. */
const PATIENCE_MS = 4000

export function metricsRoutes(
  api: Api,
  { settings, store: { database }, metrics, logger }: ApiOptions,
  door: Door,
): void {
  const ofDatabase = async () => ({
    others: await listProcessSnapshots(database),
    backlog: await readBacklog(database),
  })

  api.get(
    '/metrics',
    {
      schema: {
        tags: ['instance'],
        operationId: 'getMetrics',
        summary: 'What all processes count and what waits in the database, for Prometheus',
        response: {
          200: {
            description: 'docs/metrics.md says what each means.',
            content: { 'text/plain': { schema: Type.String() } },
          },
          ...problems(),
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (!(await mayReadMetrics(settings, door, request))) {
        reply.header('www-authenticate', 'Bearer')
        throw new DomainError(
          'unauthenticated',
          'sign in first, or send PMBOT_METRICS_TOKEN as a bearer token',
        )
      }
      const found = await Promise.race([
        ofDatabase().catch((error) => void logger.warn({ err: error }, 'metrics without the database')),
        sleep(PATIENCE_MS, undefined, { ref: false }),
      ])
      // Its own are taken fresh, instead of those that it last wrote.
      const others = found?.others.filter(({ processId }) => processId !== PROCESS_ID) ?? []
      const snapshots = others.map(({ snapshot }): Snapshot => JSON.parse(snapshot))
      const page = await renderMetrics([
        await backlogSnapshot(found?.backlog),
        await metrics.snapshot(),
        ...snapshots,
      ])
      return reply.type(METRICS_CONTENT_TYPE).send(page)
    },
  )
}
