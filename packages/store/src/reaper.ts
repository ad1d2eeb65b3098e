import type { Address } from '@pm-bot/runtime'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import { abandonAttempts, attemptsOf, RUNNING, type SendJobs } from './effects.ts'
import { decodeJson } from './json.ts'
import { suspectActors } from './mailbox.ts'
import { confirmStopsOfNobody } from './stopping-agents.ts'
import { isLockFree } from './worker-lock.ts'

/** `dead`: its session is gone. `silent`: its session is there, its heartbeat is not, e.g. it was stopped. */
export interface Verdict {
  workerId: string
  verdict: 'dead' | 'silent'
  /** Attempts given to others. */
  attempts: number
}

export interface ReaperLook {
  verdicts: Verdict[]
  /** Attempts that no registered worker had. */
  orphans: number
}

/** Longer than a collection of garbage, a large diff or a busy machine ever takes. */
const SILENT_MS = 15_000
/** After a failed look, or a pause, e.g. because the database was away, workers get time to come back. */
const GRACE_MS = 3000

interface Sighting {
  lockKey: number
  heartbeatAt: string
  /** On this process's clock, which unlike the database's never jumps. */
  unchangedSince: number
  wasFree: boolean
}

/**
 * Looks for workers that are gone and gives what they had under way to others. It never
 * judges by one look: a worker that lost its session with the database takes it up again.
 */
export function createReaper(database: Database, sendJobs: SendJobs, clock = () => performance.now()) {
  let sightings = new Map<string, Sighting>()
  let strays = new Set<string>()
  let lookedAt: number | undefined
  let patientUntil = Number.NEGATIVE_INFINITY

  const startOver = () => {
    sightings = new Map()
    strays = new Set()
    patientUntil = clock() + GRACE_MS
  }
  const judgeAll = async (tx: Tx, at: number) => {
    const alive = new Map<string, Sighting>()
    const verdicts: Verdict[] = []
    for (const worker of await tx.db.selectFrom('workers').selectAll().execute()) {
      const before = sightings.get(worker.worker_id)
      const sighting = await sight(tx, worker, before, at)
      const verdict = at < patientUntil ? undefined : judge(sighting, before, at)
      if (!verdict) alive.set(worker.worker_id, sighting)
      else verdicts.push(...(await takeOver(tx, worker.worker_id, sighting, verdict, sendJobs)))
    }
    await confirmStopsOfNobody(tx)
    const unclaimed = await attemptsOfNobody(tx)
    const orphans = await abandonAttempts(
      tx,
      unclaimed.filter((token) => strays.has(token)),
      sendJobs,
    )
    return { alive, unclaimed, verdicts, orphans: orphans.length }
  }

  return {
    async look(): Promise<ReaperLook> {
      const at = clock()
      if (lookedAt !== undefined && at - lookedAt > GRACE_MS) startOver()
      lookedAt = at
      try {
        const look = await database.transaction((tx) => judgeAll(tx, at))
        sightings = look.alive
        strays = new Set(look.unclaimed)
        return { verdicts: look.verdicts, orphans: look.orphans }
      } catch (error) {
        startOver()
        throw error
      }
    },
  }
}

async function sight(
  tx: Tx,
  worker: { worker_id: string; lock_key: number; heartbeat_at: string },
  before: Sighting | undefined,
  at: number,
): Promise<Sighting> {
  const { lock_key: lockKey, heartbeat_at: heartbeatAt } = worker
  const unchanged = before?.heartbeatAt === heartbeatAt && before.lockKey === lockKey
  return {
    lockKey,
    heartbeatAt,
    unchangedSince: unchanged ? before.unchangedSince : at,
    wasFree: tx.dialect === 'postgres' && (await isLockFree(tx, lockKey)),
  }
}

function judge(sighting: Sighting, before: Sighting | undefined, at: number): Verdict['verdict'] | undefined {
  if (sighting.wasFree && before?.wasFree && before.lockKey === sighting.lockKey) return 'dead'
  return at - sighting.unchangedSince > SILENT_MS ? 'silent' : undefined
}

/** None when it has just been heard of, or another reaper was first. */
async function takeOver(
  tx: Tx,
  workerId: string,
  { lockKey, heartbeatAt }: Sighting,
  verdict: Verdict['verdict'],
  sendJobs: SendJobs,
): Promise<Verdict[]> {
  const worker = await tx.db
    .deleteFrom('workers')
    .where('worker_id', '=', workerId)
    .where('lock_key', '=', lockKey)
    .where('heartbeat_at', '=', heartbeatAt)
    .returning('serving')
    .executeTakeFirst()
  if (!worker) return []
  const attempts = await abandonAttempts(tx, await attemptsOf(tx, workerId), sendJobs)
  if (worker.serving) await suspectActors(tx, decodeJson(worker.serving) as Address[])
  changed(tx, 'workers', workerId)
  return [{ workerId, verdict, attempts: attempts.length }]
}

/** Begun by a worker that had lost its session, or by one that is gone without its row. */
async function attemptsOfNobody(tx: Tx): Promise<string[]> {
  const running = await tx.db
    .selectFrom('effects')
    .leftJoin('workers', 'workers.worker_id', 'effects.worker_id')
    .select('attempt_token')
    .where('effects.status', '=', RUNNING)
    .where('workers.worker_id', 'is', null)
    .execute()
  return running.flatMap(({ attempt_token }) => attempt_token ?? [])
}
