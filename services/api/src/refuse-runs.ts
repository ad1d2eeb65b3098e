import type { Socket } from 'node:net'
import { DomainError, isSignInRequired } from '@pm-bot/domain'
import { recordAudit } from '@pm-bot/store'
import type { FastifyRequest } from 'fastify'
import type { Api, ApiOptions } from './api-context.ts'
import { isCalledByRun } from './called-by-run.ts'
import { createSparingRecord } from './sparing-record.ts'

const MOST_REFUSALS_AN_HOUR = 20

/**
 * Where whoever reaches the page is the operator, a command of a run that may use the network reaches it too, and could approve
 * what its own agent wants. Each connection is looked at once, when it comes: who made it holds it then. With a password
 * such a command has no session, and is nobody.
 */
export function refuseRuns(api: Api, { settings, store, redactor, logger }: ApiOptions): void {
  if (isSignInRequired(settings)) return
  const theirs = new WeakSet<Socket>()
  const sparing = createSparingRecord(MOST_REFUSALS_AN_HOUR)
  api.server.on('connection', (socket: Socket) => {
    if (isCalledByRun(socket)) theirs.add(socket)
  })
  api.addHook('onRequest', async ({ raw, method, routeOptions }: FastifyRequest) => {
    if (!theirs.has(raw.socket)) return
    const unrecorded = sparing.admit()
    if (unrecorded !== undefined) {
      const payload = { method, route: routeOptions.url ?? null, unrecorded }
      const entry = { type: 'run-called-api', workspaceId: null, runId: null, payload }
      await store.database
        .transaction((tx) => recordAudit(tx, [entry], redactor))
        .catch((error: unknown) => logger.error({ err: error }, 'refusal not recorded'))
    }
    throw new DomainError(
      'forbidden',
      'this comes from a command of a run, and what a run may do is decided by a person',
    )
  })
}
