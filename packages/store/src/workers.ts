import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FindingView, WORK_QUEUES } from '@pm-bot/domain'
import { type Address, createPulse } from '@pm-bot/runtime'
import { sql } from 'kysely'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import { encodeJson } from './json.ts'

import { isLockFree } from './worker-lock.ts'
import { openWorkerSession } from './worker-session.ts'
import { HELD_BY_PAUSE, isAllPaused } from './workspaces.ts'

export interface WorkerRegistration {
  workerId: string
  version: string
  /** Effects that it does at once, by queue. */
  queues: Readonly<Record<string, number>>
  /** What it found of its machine. */
  findings?: readonly FindingView[]
  /** Queues of which it shall take no job: what is paused, or all while it is drained. */
  onHold: (queues: readonly string[]) => void
  onError: (error: Error) => void
}

export interface RegisteredWorker {
  /** Leaves word which actors are served next: if this process dies, they are suspected. */
  serving(actors: readonly Address[]): void
  /** Nobody takes it for dead afterwards. */
  leave(): Promise<void>
}

const HEARTBEAT_MS = { postgres: 1000, sqlite: 5000 }

/** Says who works here, keeps saying so, and hears what the operator wants of it. */
export async function registerWorker(
  database: Database,
  registration: WorkerRegistration,
): Promise<RegisteredWorker> {
  const { workerId, onHold, onError } = registration
  // On SQLite one process owns the file: every other row is of one that is gone.
  if (database.dialect === 'sqlite') await database.transaction(forgetOthers)
  else await letTheDeadBeReaped(database)

  let beat = () => {}
  const session =
    database.postgres &&
    (await openWorkerSession({ url: database.postgres.url, workerId, onError, onHeld: () => beat() }))
  const heartbeat = async () => {
    const lockKey = session ? session.lockKey() : 0
    // Without its lock it is as good as dead to the others.
    if (lockKey === undefined) return
    onHold(await database.transaction((tx) => sayAlive(tx, registration, lockKey)))
  }
  await heartbeat()

  const pulse = createPulse({
    pollMs: HEARTBEAT_MS[database.dialect],
    onError: (error) => onError(error as Error),
    async beat() {
      await heartbeat()
      return 'idle'
    },
  })
  beat = pulse.wake
  const off = database.listen(({ hint }) => hint === 'workers' && pulse.wake(), pulse.wake)

  return {
    serving: (actors) => session?.serving(actors),
    async leave() {
      off()
      await pulse.stop()
      await database.transaction(async (tx) => {
        await tx.write(tx.db.deleteFrom('workers').where('worker_id', '=', workerId))
        changed(tx, 'workers', workerId)
      })
      await session?.close()
    },
  }
}

const REAPED_WITHIN_MS = 1500

/**
 * A worker that is started again at once must not take up what the one before died of until that
 * is known: the reaper says whom it served. Without a scheduler nobody does, so it does not wait long.
 */
async function letTheDeadBeReaped(database: Database): Promise<void> {
  const isOneDead = async (tx: Tx) => {
    const workers = await tx.db.selectFrom('workers').select('lock_key').execute()
    for (const { lock_key } of workers) if (await isLockFree(tx, lock_key)) return true
    return false
  }
  const deadline = Date.now() + REAPED_WITHIN_MS
  while (Date.now() < deadline && (await database.transaction(isOneDead))) await sleep(100)
}

/** Inserted anew when the reaper had taken it for dead. Returns the queues to keep away from. */
async function sayAlive(
  tx: Tx,
  { workerId, version, queues, findings = [] }: WorkerRegistration,
  lockKey: number,
): Promise<string[]> {
  const now = await tx.now()
  const worker = await tx.db
    .insertInto('workers')
    .values({
      worker_id: workerId,
      host: hostname(),
      pid: process.pid,
      version,
      queues: encodeJson(queues),
      lock_key: lockKey,
      serving: null,
      started_at: now,
      heartbeat_at: now,
      drain_requested_at: null,
      findings: encodeJson(findings),
    })
    .onConflict((conflict) =>
      conflict.column('worker_id').doUpdateSet({ lock_key: lockKey, heartbeat_at: now }),
    )
    .returning(['drain_requested_at', 'started_at'])
    .executeTakeFirstOrThrow()
  if (worker.started_at === now) changed(tx, 'workers', workerId)
  if (worker.drain_requested_at !== null) return [...WORK_QUEUES]
  const paused = await tx.db.selectFrom('paused_queues').select('queue').execute()
  const held = (await isAllPaused(tx)) ? HELD_BY_PAUSE : []
  return [...paused.map(({ queue }) => queue), ...held]
}

/** Whoever is still registered did not end well: any message that waits may be why. */
async function forgetOthers(tx: Tx): Promise<void> {
  const { numDeletedRows } = await tx.db.deleteFrom('workers').executeTakeFirst()
  if (numDeletedRows === 0n) return
  await sql`
    update actors set suspected_at = ${await tx.now()}, care_until = null
    where exists (select 1 from actor_messages as message
      where message.kind = actors.kind and message.key = actors.key and message.parked_at is null)
  `.execute(tx.db)
}
