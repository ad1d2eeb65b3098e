import { cast } from '@pm-bot/actors'
import { type Amounts, createRedactor, FIRST_WORKSPACE, type Workbench } from '@pm-bot/domain'
import { ask, outlast } from '@pm-bot/runtime'
import { openStore, type Store } from '@pm-bot/store'
import { sql } from 'kysely'
import type { Bench } from '../../services/worker/src/workbench/bench.ts'
import { spend } from '../../services/worker/src/workbench/spend.ts'

export const WORKERS = 8
/** Calls that each worker wants to make: twice as many as the limits allow. */
export const CALLS = 20
/** What a call asks for; it costs less. */
const MOST = { inputTokens: 100, outputTokens: 100 }
export const RUN_LIMITS = { tokens: 4000, calls: 60 }
export const DAY_LIMITS = { tokens: 6000 }

const { workspaceId } = FIRST_WORKSPACE
const REPO = '00000000-0000-7000-8000-0000000000aa'
export const RUNS = ['00000000-0000-7000-8000-0000000000b1', '00000000-0000-7000-8000-0000000000b2']
const BUDGET = { kind: 'budget', key: workspaceId }

export type Desk = Pick<Workbench, 'reserve' | 'settle'>
export type DeskOf = (store: Store, runId: string, attempt: string) => Desk

export const openForRace = (location: { url: string } | { file: string }): Promise<Store> =>
  openStore({
    location,
    redactor: createRedactor([]),
    supervise: false,
    poolSize: 'url' in location ? 3 : 20,
    onError: (error) => console.error(error),
  })

/** Two runs that were approved, a limit for the day, and a table of what was served beside the product. */
export async function setUpRace({ database, storage }: Store): Promise<void> {
  const told = (kind: string, key: string, message: object) => ask(storage, cast, { kind, key }, message)
  const repo = { repoId: REPO, name: 'r', fullName: '/srv/r', path: '/srv/r' }
  const by = 'operator'
  await told('workspace', workspaceId, { type: 'create-workspace', ...FIRST_WORKSPACE, by })
  const local = { ...repo, workspaceId, source: 'local', defaultBranch: 'main' }
  await told('repo', REPO, { type: 'register-repo', ...local, by })
  for (const runId of RUNS) {
    const graph = { goal: 'g', graphId: 'run_command/v1', spec: { command: ['true'] } }
    await told('run', runId, { type: 'propose-run', runId, workspaceId, repo, ...graph, retryOf: null, by })
    await told('budget', workspaceId, { type: 'open-run', runId, repoId: REPO, limits: RUN_LIMITS })
  }
  const scope = { kind: 'day', key: '*' }
  await told('budget', workspaceId, { type: 'set-limits', scope, limits: DAY_LIMITS, ifVersion: null, by })
  await sql`create table served (run_id text, reservation_id text, tokens integer)`.execute(database.writer)
}

/** As an attempt's workbench has it, without the patience for others. */
export const productDesk: DeskOf = (store, runId, token) => {
  const { signal } = new AbortController()
  const bench = {
    context: { store },
    attempt: { token },
    payload: { runId, repo: { repoId: REPO } },
    signal,
    patiently: (work: () => Promise<never>) => outlast(store.storage, signal, work),
    progress: async () => {},
  }
  return spend(bench as unknown as Bench, { waitMs: 0 })
}

/** One worker's calls, one after the other. What is served is written down before anybody settles. */
export async function makeCalls(
  store: Store,
  worker: number,
  attempt: string,
  deskOf: DeskOf,
): Promise<void> {
  for (let n = 0; n < CALLS; n += 1) {
    const runId = RUNS[n % RUNS.length]!
    const desk = deskOf(store, runId, attempt)
    const callId = `${worker}/${n}`
    const tool = { provider: 'openai', model: 'openai:small', quotaKey: null }
    const verdict = await desk.reserve({ callId, ...tool, ...MOST, seconds: 1 })
    if (verdict.status !== 'granted') continue
    const tokens = 1 + ((worker * 37 + n * 101) % 200)
    await sql`insert into served values (${runId}, ${verdict.reservationId}, ${tokens})`.execute(
      store.database.writer,
    )
    // An attempt that dies here is asked for again by the next one.
    if (attempt.startsWith('dies') && n % 3 === 0) continue
    await desk.settle(verdict.reservationId, { inputTokens: tokens, outputTokens: 0, seconds: 1 })
  }
}

interface Standing {
  spent: Amounts
  reserved: Amounts
}
const tokensOf = ({ spent, reserved }: Standing) => (spent.tokens ?? 0) + (reserved.tokens ?? 0)

async function readStanding({ database: { read } }: Store) {
  const [runs, days] = await Promise.all([
    sql<{
      run_id: string
      spent: string
      reserved: string
    }>`select run_id, spent, reserved from run_budgets`.execute(read),
    sql<{
      spent: string
      reserved: string
    }>`select spent, reserved from budget_counts where kind = 'day'`.execute(read),
  ])
  const standing = (row: { spent: string; reserved: string }): Standing => ({
    spent: JSON.parse(row.spent),
    reserved: JSON.parse(row.reserved),
  })
  return {
    runs: new Map(runs.rows.map((row) => [row.run_id, standing(row)])),
    // More than one when the race goes past midnight.
    days: days.rows.map(standing),
  }
}

export interface Findings {
  /** Looks at which more was spent and reserved than a limit allows. */
  above: number
  /** Looks at which less was counted than had been served. */
  below: number
}

/** Looks once, by records beside the product. What was served is read first: the counts may only be newer. */
export async function lookAtRace(store: Store): Promise<Findings> {
  const { rows } = await sql<{ run_id: string; tokens: number }>`
    select run_id, sum(tokens) as tokens from served group by run_id
  `.execute(store.database.read)
  const { runs, days } = await readStanding(store)
  const served = rows.map(({ run_id, tokens }) => [run_id, Number(tokens)] as const)
  const isBelow = served.some(([runId, tokens]) => tokensOf(runs.get(runId)!) < tokens)
  const isAbove =
    [...runs.values()].some((run) => tokensOf(run) > RUN_LIMITS.tokens) ||
    days.some((day) => tokensOf(day) > DAY_LIMITS.tokens)
  return { above: Number(isAbove), below: Number(isBelow) }
}

/** Looks again and again until told to stop; returns what it found. */
export function watchRace(store: Store): () => Promise<Findings> {
  let watching = true
  const found: Findings = { above: 0, below: 0 }
  const look = async () => {
    const seen = await lookAtRace(store)
    found.above += seen.above
    found.below += seen.below
  }
  const watch = (async () => {
    while (watching) await look()
    await look()
  })()
  return async () => {
    watching = false
    await watch
    return found
  }
}

/** Ends the runs, and says in which ways the books do not balance. */
export async function balance(store: Store): Promise<string[]> {
  for (const runId of RUNS) await ask(store.storage, cast, BUDGET, { type: 'close-run', runId })
  const { runs, days } = await readStanding(store)
  const ledger = await sql<{ run_id: string; reservation_id: string; tokens: number; lost: number }>`
    select run_id, reservation_id, tokens, lost from run_spend
  `.execute(store.database.read)
  const served = await sql<{ reservation_id: string; tokens: number }>`
    select reservation_id, tokens from served
  `.execute(store.database.read)
  const entries = new Map(ledger.rows.map((row) => [row.reservation_id, row]))
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
  const wrong: string[] = []
  for (const [runId, run] of runs) {
    const own = ledger.rows.filter((row) => row.run_id === runId)
    if (sum(own.map(({ tokens }) => tokens)) !== run.spent.tokens) wrong.push(`tokens of ${runId}`)
    if (own.length !== run.spent.calls) wrong.push(`calls of ${runId}`)
    if (Object.keys(run.reserved).length > 0) wrong.push(`still reserved by ${runId}`)
  }
  if (sum(days.map(({ spent }) => spent.tokens ?? 0)) !== sum(ledger.rows.map(({ tokens }) => tokens))) {
    wrong.push('tokens of the day')
  }
  for (const { reservation_id, tokens } of served.rows) {
    const entry = entries.get(reservation_id)
    if (!entry) wrong.push(`${reservation_id} was served and not counted`)
    else if (entry.tokens < tokens) wrong.push(`${reservation_id} was counted as less than was served`)
  }
  if (served.rows.length < WORKERS) wrong.push('hardly anything was served')
  return wrong
}
