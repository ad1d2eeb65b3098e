import type { Address, Attempt } from '@pm-bot/runtime'
import type { Selectable } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './tables.ts'

type Cancelled = Pick<Selectable<Tables['effects']>, 'effect_id' | 'verb' | 'attempt_token' | 'worker_id'>

/** Work that may act by itself until it is told to stop. */
const AGENTS: readonly string[] = ['run-agent', 'resume-agent']

/** Notes with the cancel who has to say that nothing of it acts any more. */
export async function noteStopping(
  tx: Tx,
  { kind, key }: Address,
  cancelled: readonly Cancelled[],
): Promise<void> {
  const agents = cancelled.filter(({ verb }) => AGENTS.includes(verb))
  if (agents.length === 0) return
  await tx.write(
    tx.db.insertInto('stopping_agents').values(
      agents.map(({ effect_id, attempt_token, worker_id }) => ({
        effect_id,
        kind,
        key,
        attempt_token,
        // One that was given back still names its worker.
        worker_id: attempt_token === null ? null : worker_id,
      })),
    ),
  )
}

/** Said by the attempt itself when it has ended. One that had lost its effect to another is silent. */
export async function confirmStop(
  tx: Tx,
  { effectId, token }: Pick<Attempt, 'effectId' | 'token'>,
): Promise<void> {
  const stopped = await tx.db
    .deleteFrom('stopping_agents')
    .where('effect_id', '=', effectId)
    .where('attempt_token', '=', token)
    .returning(['effect_id', 'kind', 'key'])
    .execute()
  tellStopped(tx, stopped)
}

/** Said for whoever cannot: what was cancelled before anybody had it, and what a worker had that is gone. */
export async function confirmStopsOfNobody(tx: Tx): Promise<void> {
  const ofNobody = await tx.db
    .selectFrom('stopping_agents')
    .leftJoin('workers', 'workers.worker_id', 'stopping_agents.worker_id')
    .select('effect_id')
    .where('workers.worker_id', 'is', null)
    .execute()
  if (ofNobody.length === 0) return
  const stopped = await tx.db
    .deleteFrom('stopping_agents')
    .where(
      'effect_id',
      'in',
      ofNobody.map((row) => row.effect_id),
    )
    .returning(['effect_id', 'kind', 'key'])
    .execute()
  tellStopped(tx, stopped)
}

function tellStopped(tx: Tx, stopped: readonly { effect_id: string; kind: string; key: string }[]): void {
  for (const { effect_id: effectId, kind, key } of stopped) {
    tx.outbox.push({
      to: { kind, key },
      body: { type: 'agent-stopped', effectId },
      messageId: `${effectId}:stopped`,
      replyTo: null,
    })
  }
}
