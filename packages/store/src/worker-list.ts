import type { WorkerState, WorkerView } from '@pm-bot/domain'
import { type Selectable, sql } from 'kysely'
import { changed } from './changed.ts'
import type { Reader, Tx } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import { decodeJson } from './json.ts'
import type { Tables } from './tables.ts'

/** Workers say every few seconds that they are there. */
const SILENT_MS = 15_000

/** Every worker that is registered, with what it does at this moment; the newest first. */
export async function listWorkers(reader: Reader): Promise<WorkerView[]> {
  const now = Date.parse(await reader.now())
  const workers = await reader.read
    .selectFrom('workers')
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('worker_id')
    .execute()
  const ids = workers.map(({ worker_id }) => worker_id)
  const running = ids.length === 0 ? [] : await runningOf(reader, ids)
  const jobs = Map.groupBy(running, ({ worker_id }) => worker_id!)
  return workers.map((worker) => workerView(worker, jobs.get(worker.worker_id) ?? [], now))
}

export async function lookUpWorker(reader: Reader, workerId: string): Promise<WorkerView | undefined> {
  return (await listWorkers(reader)).find(({ id }) => id === workerId)
}

/** Milliseconds since each worker was heard last, by its id. */
export async function readHeartbeats(reader: Reader): Promise<Record<string, number>> {
  const now = Date.parse(await reader.now())
  const workers = await reader.read.selectFrom('workers').select(['worker_id', 'heartbeat_at']).execute()
  return Object.fromEntries(
    workers.map(({ worker_id, heartbeat_at }) => [worker_id, Math.max(0, now - Date.parse(heartbeat_at))]),
  )
}

/**
 * Asks a worker to take no further effects and to end those that it has; `drain: false` takes that
 * back. False when nothing changed.
 */
export async function requestDrain(tx: Tx, workerId: string, drain: boolean): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('workers')
    .set({ drain_requested_at: drain ? await tx.now() : null })
    .where('worker_id', '=', workerId)
    // Asked twice it drains since the first time.
    .where('drain_requested_at', drain ? 'is' : 'is not', null)
    .executeTakeFirst()
  tx.hint('workers', workerId)
  changed(tx, 'workers', workerId)
  return numUpdatedRows > 0n
}

const runningOf = ({ read, dialect }: Reader, workerIds: readonly string[]) =>
  read
    .selectFrom('effects')
    .select(['effect_id', 'queue', 'verb', 'kind', 'key', 'attempt', 'worker_id', 'started_at'])
    .where('status', '=', sql.lit('running'))
    .where(isOneOf(dialect, 'worker_id', workerIds))
    .orderBy('started_at')
    .execute()

function workerView(
  worker: Selectable<Tables['workers']>,
  jobs: Awaited<ReturnType<typeof runningOf>>,
  now: number,
): WorkerView {
  return {
    id: worker.worker_id,
    host: worker.host,
    pid: worker.pid,
    version: worker.version,
    state: stateOf(worker, jobs.length, now),
    queues: decodeJson(worker.queues),
    findings: worker.findings === null ? [] : decodeJson(worker.findings),
    startedAt: worker.started_at,
    heartbeatAt: worker.heartbeat_at,
    drainRequestedAt: worker.drain_requested_at,
    jobs: jobs.map(({ effect_id, queue, verb, kind, key, attempt, started_at }) => ({
      id: effect_id,
      queue,
      verb,
      owner: { kind, key },
      attempt,
      since: started_at!,
    })),
  }
}

function stateOf(worker: Selectable<Tables['workers']>, jobs: number, now: number): WorkerState {
  if (Date.parse(worker.heartbeat_at) < now - SILENT_MS) return 'silent'
  if (worker.drain_requested_at === null) return 'working'
  return jobs > 0 ? 'draining' : 'drained'
}
