import type { JobState, JobView, Page, PurgeBody, QueueName, Redactor, RunStatus } from '@pm-bot/domain'
import {
  type ExpressionBuilder,
  type ExpressionWrapper,
  type Selectable,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import { changed } from './changed.ts'
import type { Reader, Tx } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import { decodeJson } from './json.ts'
import { ledBy, type PageRequest, pageOf, readCursor } from './page.ts'
import type { Tables } from './tables.ts'

export interface JobFilter {
  queue: QueueName
  state?: JobState | undefined
  runId?: string | undefined
}

/** A job is an effect: its row is the truth, whatever carries it. Newest first. */
export async function listJobs(
  reader: Reader,
  redactor: Redactor,
  { queue, state, runId, ...request }: PageRequest & JobFilter,
): Promise<Page<JobView>> {
  const now = await reader.now()
  const cursor = readCursor(request.cursor)
  const page = reader.read
    .selectFrom('effects')
    .selectAll()
    .where('queue', '=', queue)
    .$if(cursor !== undefined, (query) => query.where('effect_id', '<', cursor!))
    .limit(request.limit + 1)
  const rows =
    runId === undefined
      ? await newestOf(page, state, now)
      : await page
          .where('kind', '=', 'run')
          .where('key', '=', runId)
          .$if(state !== undefined, (query) => query.where((eb) => inState(eb, state!, now)))
          .orderBy('effect_id', 'desc')
          .execute()
  const runs = await statusOfRuns(reader, rows)
  return pageOf(
    rows,
    request,
    (row) => jobView(row, now, redactor, runs),
    (row) => row.effect_id,
  )
}

const STATUS: Record<JobState, Tables['effects']['status']> = {
  waiting: 'open',
  delayed: 'open',
  active: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  'in-doubt': 'in-doubt',
  cancelled: 'cancelled',
}

/** One status after the other: each has its jobs in the index in the order in which they are shown. */
async function newestOf(
  page: SelectQueryBuilder<Tables, 'effects', EffectRow>,
  state: JobState | undefined,
  now: string,
): Promise<EffectRow[]> {
  const rows: EffectRow[] = []
  for (const status of state === undefined ? new Set(Object.values(STATUS)) : [STATUS[state]]) {
    const found = await ledBy(page, 'status', status, 'desc')
      .$if(state === 'waiting', (query) => query.where('available_at', '<=', now))
      .$if(state === 'delayed', (query) => query.where('available_at', '>', now))
      .orderBy('effect_id', 'desc')
      .execute()
    rows.push(...found)
  }
  return rows.sort((a, b) => (a.effect_id < b.effect_id ? 1 : -1))
}

export async function lookUpJob(
  reader: Reader,
  redactor: Redactor,
  queue: QueueName,
  jobId: string,
): Promise<JobView | undefined> {
  const row = await reader.read
    .selectFrom('effects')
    .selectAll()
    .where('effect_id', '=', jobId)
    .where('queue', '=', queue)
    .executeTakeFirst()
  return row && jobView(row, await reader.now(), redactor, await statusOfRuns(reader, [row]))
}

/** The newest effects of an actor. */
export async function listJobsOf(
  reader: Reader,
  redactor: Redactor,
  { kind, key }: { kind: string; key: string },
): Promise<JobView[]> {
  const rows = await reader.read
    .selectFrom('effects')
    .selectAll()
    .where('kind', '=', kind)
    .where('key', '=', key)
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute()
  const now = await reader.now()
  const runs = await statusOfRuns(reader, rows)
  return rows.map((row) => jobView(row, now, redactor, runs))
}

/** Which jobs a redrive or a purge is about. */
export interface JobSelection {
  queue: QueueName
  state: PurgeBody['state']
  verb?: string | undefined
  /** Ended, or while open created, before or after these times. */
  before?: string | undefined
  after?: string | undefined
}

export interface SelectedJobs {
  matching: number
  /** The oldest of them. */
  jobs: { jobId: string; kind: string; key: string }[]
}

export async function selectJobs(
  reader: Reader,
  { queue, state, verb, before, after }: JobSelection,
  limit: number,
): Promise<SelectedJobs> {
  const now = await reader.now()
  const time = state === 'waiting' || state === 'delayed' ? 'created_at' : 'finished_at'
  const selected = reader.read
    .selectFrom('effects')
    .where('queue', '=', queue)
    .where((eb) => inState(eb, state, now))
    .$if(verb !== undefined, (query) => query.where('verb', '=', verb!))
    .$if(before !== undefined, (query) => query.where(time, '<', before!))
    .$if(after !== undefined, (query) => query.where(time, '>', after!))
  const { count } = await selected
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const jobs = await selected
    .select(['effect_id as jobId', 'kind', 'key'])
    .orderBy('effect_id')
    .limit(limit)
    .execute()
  return { matching: Number(count), jobs }
}

/** Forgets jobs that have ended. What was put back to work meanwhile stays. */
export async function deleteEndedJobs(
  tx: Tx,
  { queue }: Pick<JobSelection, 'queue'>,
  jobIds: readonly string[],
): Promise<number> {
  if (jobIds.length === 0) return 0
  const { numDeletedRows } = await tx.db
    .deleteFrom('effects')
    .where('effect_id', 'in', [...jobIds])
    .where('queue', '=', queue)
    .where('finished_at', 'is not', null)
    .executeTakeFirst()
  changed(tx, 'queues', queue)
  return Number(numDeletedRows)
}

/** Never null: said so that SQLite does not take all that waits by its time, and sort it, for one page by id. */
const availableAt = sql<string>`coalesce(available_at, created_at)`

function inState(
  eb: ExpressionBuilder<Tables, 'effects'>,
  state: JobState,
  now: string,
): ExpressionWrapper<Tables, 'effects', SqlBool> {
  switch (state) {
    case 'waiting':
      return eb.and([eb('status', '=', sql.lit('open')), eb(availableAt, '<=', now)])
    case 'delayed':
      return eb.and([eb('status', '=', sql.lit('open')), eb('available_at', '>', now)])
    case 'active':
      return eb('status', '=', sql.lit('running'))
    case 'succeeded':
    case 'failed':
    case 'in-doubt':
    case 'cancelled':
      return eb('status', '=', sql.lit(state))
  }
}

type EffectRow = Selectable<Tables['effects']>

/** An effect that is open is a job that waits, or one that may not begin yet. */
export function jobStateOf({ status, available_at }: EffectRow, now: string): JobState {
  switch (status) {
    case 'open':
      return available_at > now ? 'delayed' : 'waiting'
    case 'running':
      return 'active'
    case 'succeeded':
    case 'failed':
    case 'in-doubt':
    case 'cancelled':
      return status
  }
}

const ALLOWED: Record<JobState, JobView['allowed']> = {
  waiting: ['cancel'],
  delayed: ['retry', 'cancel'],
  active: ['cancel'],
  succeeded: [],
  failed: ['retry'],
  'in-doubt': ['retry'],
  cancelled: [],
}

/** A job may be done and its run have failed. */
async function statusOfRuns(
  { read, dialect }: Reader,
  jobs: readonly EffectRow[],
): Promise<Map<string, RunStatus>> {
  const runIds = new Set(jobs.filter(({ kind }) => kind === 'run').map(({ key }) => key))
  if (runIds.size === 0) return new Map()
  const rows = await read
    .selectFrom('runs')
    .select(['run_id', 'status'])
    .where(isOneOf(dialect, 'run_id', [...runIds]))
    .execute()
  return new Map(rows.map(({ run_id, status }) => [run_id, status]))
}

function jobView(
  row: EffectRow,
  now: string,
  redactor: Redactor,
  runs: ReadonlyMap<string, RunStatus>,
): JobView {
  const state = jobStateOf(row, now)
  return {
    id: row.effect_id,
    queue: row.queue,
    verb: row.verb,
    state,
    owner: { kind: row.kind, key: row.key },
    runId: row.kind === 'run' ? row.key : null,
    runStatus: (row.kind === 'run' && runs.get(row.key)) || null,
    attempt: row.attempt,
    crashes: row.crashes - row.outlived,
    generation: row.generation,
    workerId: row.worker_id,
    error: row.error && redactor.text(row.error),
    payload: redactor.json(decodeJson(row.payload)),
    createdAt: row.created_at,
    availableAt: row.available_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    allowed: ALLOWED[state],
  }
}
