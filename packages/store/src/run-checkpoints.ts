import type { AgentCheckpoint, RunCheckpointView } from '@pm-bot/domain'
import type { Selectable } from 'kysely'
import type { Database, Tx } from './database.ts'
import { decodeJson, encodeJson } from './json.ts'
import type { Tables } from './tables.ts'

/** So many of a thread's steps are listed, the newest ones. */
const LISTED = 1000

/** Notes which steps a thread has. What is known of a step changes: it may wait now, or no longer. */
export async function saveCheckpoints(
  tx: Tx,
  runId: string,
  checkpoints: readonly AgentCheckpoint[],
): Promise<void> {
  for (const { checkpointId, step, nodes, waitsFor, at, heardTo, unfit } of checkpoints.slice(-LISTED)) {
    const facts = { nodes: encodeJson(nodes), waits_for: encodeJson(waitsFor), heard_to: heardTo, unfit }
    await tx.write(
      tx.db
        .insertInto('run_checkpoints')
        .values({ run_id: runId, checkpoint_id: checkpointId, step, at, ...facts })
        .onConflict((conflict) => conflict.columns(['run_id', 'checkpoint_id']).doUpdateSet(facts)),
    )
  }
}

/** In the order of their steps; a run has at most a thousand of them here. */
export async function listCheckpoints(
  { read }: Pick<Database, 'read'>,
  runId: string,
): Promise<RunCheckpointView[]> {
  const rows = await read
    .selectFrom('run_checkpoints')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('step')
    .orderBy('checkpoint_id')
    .limit(LISTED)
    .execute()
  return rows.map(checkpointView)
}

/** With what only the control plane needs: how far the operator was heard. */
export async function lookUpCheckpoint(
  { read }: Pick<Database, 'read'>,
  runId: string,
  checkpointId: string,
): Promise<(RunCheckpointView & { heardTo: number }) | undefined> {
  const row = await read
    .selectFrom('run_checkpoints')
    .selectAll()
    .where('run_id', '=', runId)
    .where('checkpoint_id', '=', checkpointId)
    .executeTakeFirst()
  return row && { ...checkpointView(row), heardTo: row.heard_to }
}

/** They go with their thread. */
export const removeCheckpoints = (database: Database, runId: string): Promise<void> =>
  database.transaction(async (tx) => {
    await tx.write(tx.db.deleteFrom('run_checkpoints').where('run_id', '=', runId))
  })

/** Of these, what a run did outside of its clone: it is not undone by beginning from an earlier step. */
const OUTSIDE = [
  'command-ran',
  'call-begun',
  'operations-reported',
  'pull-request-changed',
  'changeset-status-changed',
]
const MOST_EFFECTS = 50

/** What a run did outside of its clone since then, oldest first, as its timeline says it. */
export async function listEffectsSince(
  { read }: Pick<Database, 'read'>,
  runId: string,
  since: string,
): Promise<{ at: string; what: string }[]> {
  const rows = await read
    .selectFrom('run_events')
    .select(['title', 'type', 'detail', 'created_at'])
    .where('run_id', '=', runId)
    .where('created_at', '>=', since)
    .where('type', 'in', OUTSIDE)
    .orderBy('seq')
    .limit(4 * MOST_EFFECTS)
    .execute()
  return rows
    .filter(
      ({ type, detail }) => type !== 'changeset-status-changed' || decodeJson(detail).status === 'applied',
    )
    .slice(0, MOST_EFFECTS)
    .map(({ created_at, title }) => ({ at: created_at, what: title }))
}

const checkpointView = (row: Selectable<Tables['run_checkpoints']>): RunCheckpointView => ({
  id: row.checkpoint_id,
  runId: row.run_id,
  step: row.step,
  nodes: decodeJson(row.nodes),
  waitsFor: decodeJson(row.waits_for),
  canFork: row.unfit === null,
  unfit: row.unfit,
  at: row.at,
})
