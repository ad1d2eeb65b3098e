import { type Redactor, type RunWorkView, WORK_QUEUES, type WorkerView, waitReason } from '@pm-bot/domain'
import { MAX_ATTEMPTS } from '@pm-bot/runtime'
import { type Selectable, sql } from 'kysely'
import type { Reader } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import { jobStateOf } from './jobs.ts'
import type { Tables } from './tables.ts'
import { listWorkers } from './worker-list.ts'
import { HELD_BY_PAUSE, isAllPaused } from './workspaces.ts'

type Effect = Selectable<Tables['effects']>
type Mail = RunWorkView['mail']

/** What the newest job of a run waits for, or who has it. */
export async function readRunWork(reader: Reader, redactor: Redactor, runId: string): Promise<RunWorkView> {
  const job = await reader.read
    .selectFrom('effects')
    .selectAll()
    .where('kind', '=', 'run')
    .where('key', '=', runId)
    .orderBy('created_at', 'desc')
    .orderBy('effect_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const mail = await mailOfRuns(reader, [runId])
  const awaitsPlace = (await runsWithoutPlace(reader, 1, runId)).length > 0
  const scene = await readScene(reader)
  const ahead = job?.status === 'open' ? await countAhead(reader, job) : 0
  return viewOf(scene, redactor, { runId, job, ahead, mail: mail.get(runId), awaitsPlace })
}

/** Of the runs that have work to do or a message parked: those first in line, at most `limit` of each queue. */
export async function listRunWork(reader: Reader, redactor: Redactor, limit: number): Promise<RunWorkView[]> {
  const jobs = new Map<string, { job: Effect; ahead: number }>()
  for (const queue of WORK_QUEUES) {
    // In the order in which they are taken: ahead of a job are those before it.
    const open = await openJobs(reader, queue, limit)
    open.forEach((job, ahead) => {
      if (job.kind === 'run') jobs.set(job.key, { job, ahead })
    })
  }
  for (const job of await runningJobs(reader, limit)) {
    if (job.kind === 'run') jobs.set(job.key, { job, ahead: 0 })
  }

  const withoutPlace = new Set(await runsWithoutPlace(reader, limit))
  const runIds = [...new Set([...jobs.keys(), ...withoutPlace, ...(await runsWithParkedMail(reader, limit))])]
  const mail = await mailOfRuns(reader, runIds)
  const scene = await readScene(reader)
  return runIds.map((runId) => {
    const { job, ahead = 0 } = jobs.get(runId) ?? {}
    const awaitsPlace = withoutPlace.has(runId)
    return viewOf(scene, redactor, { runId, job, ahead, mail: mail.get(runId), awaitsPlace })
  })
}

/** What stands around a job. */
interface Scene {
  now: string
  workers: WorkerView[]
  /** Queues that are paused, with who did it. */
  paused: Map<string, string>
  isAllPaused: boolean
}

async function readScene(reader: Reader): Promise<Scene> {
  const paused = await reader.read.selectFrom('paused_queues').select(['queue', 'paused_by']).execute()
  return {
    now: await reader.now(),
    workers: await listWorkers(reader),
    paused: new Map(paused.map(({ queue, paused_by }) => [queue, paused_by])),
    isAllPaused: await isAllPaused({ db: reader.read }),
  }
}

const openJobs = ({ read }: Reader, queue: string, limit: number) =>
  read
    .selectFrom('effects')
    .selectAll()
    .where('status', '=', sql.lit('open'))
    .where('queue', '=', queue)
    .orderBy('available_at')
    .orderBy('effect_id')
    .limit(limit)
    .execute()

const runningJobs = ({ read }: Reader, limit: number) =>
  read
    .selectFrom('effects')
    .selectAll()
    .where('status', '=', sql.lit('running'))
    .orderBy('started_at')
    .limit(limit)
    .execute()

async function countAhead({ read }: Reader, { queue, available_at, effect_id }: Effect): Promise<number> {
  const { count } = await read
    .selectFrom('effects')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', sql.lit('open'))
    .where('queue', '=', queue)
    .where('available_at', '<=', available_at)
    .where((eb) => eb.or([eb('available_at', '<', available_at), eb('effect_id', '<', effect_id)]))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The oldest first. */
async function runsWithoutPlace({ read }: Reader, limit: number, runId?: string): Promise<string[]> {
  const rows = await read
    .selectFrom('runs')
    .select('run_id')
    .where('place', '=', sql.lit('waits'))
    .$if(runId !== undefined, (query) => query.where('run_id', '=', runId!))
    .orderBy('run_id')
    .limit(limit)
    .execute()
  return rows.map(({ run_id }) => run_id)
}

async function runsWithParkedMail({ read }: Reader, limit: number): Promise<string[]> {
  const rows = await read
    .selectFrom('actor_messages')
    .select('key')
    .distinct()
    .where('kind', '=', 'run')
    .where('parked_at', 'is not', null)
    .limit(limit)
    .execute()
  return rows.map(({ key }) => key)
}

/** Asked apart, for each has an index of its own. */
async function mailOfRuns(reader: Reader, runIds: readonly string[]): Promise<Map<string, Mail>> {
  if (runIds.length === 0) return new Map()
  const waiting = await countMail(reader, runIds, 'is')
  const parked = await countMail(reader, runIds, 'is not')
  return new Map(
    runIds.map((runId) => [runId, { waiting: waiting.get(runId) ?? 0, parked: parked.get(runId) ?? 0 }]),
  )
}

async function countMail({ read, dialect }: Reader, runIds: readonly string[], parked: 'is' | 'is not') {
  const rows = await read
    .selectFrom('actor_messages')
    .select('key')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', '=', 'run')
    .where(isOneOf(dialect, 'key', runIds))
    .where('parked_at', parked, null)
    .groupBy('key')
    .execute()
  return new Map(rows.map(({ key, count }) => [key, Number(count)]))
}

function viewOf(
  { now, workers, paused, isAllPaused }: Scene,
  redactor: Redactor,
  {
    runId,
    job,
    ahead,
    mail = { waiting: 0, parked: 0 },
    awaitsPlace,
  }: {
    runId: string
    job: Effect | undefined
    ahead: number
    mail: Mail | undefined
    awaitsPlace: boolean
  },
): RunWorkView {
  const state = job ? jobStateOf(job, now) : null
  const worker = state === 'active' ? (workers.find(({ id }) => id === job?.worker_id) ?? null) : null
  const queue = awaitsPlace ? 'runs' : job?.queue
  const places = queue ? placesOf(workers, queue) : { taken: 0, all: 0 }
  const pausedBy = (job && paused.get(job.queue)) ?? null
  return {
    runId,
    reason: waitReason({
      state,
      isPaused: pausedBy !== null,
      isAllPaused: isAllPaused && (awaitsPlace || HELD_BY_PAUSE.includes(job?.queue ?? '')),
      isTaken: places.all > 0,
      ahead,
      worker: worker?.state ?? null,
      mail,
      awaitsPlace,
    }),
    job: job
      ? {
          id: job.effect_id,
          queue: job.queue,
          verb: job.verb,
          state: jobStateOf(job, now),
          attempt: job.attempt,
          attemptsAtMost: MAX_ATTEMPTS,
          crashes: job.crashes - job.outlived,
          error: job.error && redactor.text(job.error),
          availableAt: job.available_at,
          startedAt: job.started_at,
        }
      : null,
    ahead: state === 'waiting' ? ahead : 0,
    places,
    pausedBy,
    worker: worker && { id: worker.id, host: worker.host, pid: worker.pid, state: worker.state },
    mail,
  }
}

/** How many jobs of a queue the workers that are well do at once, and how many they do now. */
function placesOf(workers: readonly WorkerView[], queue: string): RunWorkView['places'] {
  const well = workers.filter(({ state }) => state === 'working')
  return {
    taken: well.flatMap(({ jobs }) => jobs).filter((job) => job.queue === queue).length,
    all: well.reduce((sum, { queues }) => sum + (queues[queue] ?? 0), 0),
  }
}
