import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cast } from '@pm-bot/actors'
import { type BudgetCommand, FIRST_WORKSPACE, type SpendRequest } from '@pm-bot/domain'
import { ask, outlast } from '@pm-bot/runtime'
import { lookUpRunBudget, type Store } from '@pm-bot/store'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openForRace, RUNS, setUpRace } from '../../../../tests/races/budget-race.ts'
import type { Bench } from './bench.ts'
import { spend } from './spend.ts'

const RUN = RUNS[0]!
const REPO = '00000000-0000-7000-8000-0000000000aa'

let directory: string
let store: Store
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pm-bot-spend-'))
  store = await openForRace({ file: join(directory, 'spend.sqlite3') })
  await setUpRace(store)
})
afterEach(async () => {
  await store.close()
  await rm(directory, { recursive: true })
})

function openDesk({ runId = RUN, token = 'attempt', waitMs = 0, of = store } = {}) {
  const timeline: string[] = []
  const abort = new AbortController()
  const { signal } = abort
  const bench = {
    context: { store: of },
    attempt: { token },
    payload: { runId, repo: { repoId: REPO } },
    signal,
    patiently: (work: () => Promise<never>) => outlast(of.storage, signal, work),
    progress: async ({ type, title }: { type: string; title: string }) =>
      void timeline.push(`${type}: ${title}`),
  }
  return { ...spend(bench as unknown as Bench, { waitMs }), timeline, abort }
}

const call = (callId: string, tokens: number): SpendRequest => ({
  callId,
  provider: 'openai',
  model: 'openai:small',
  quotaKey: null,
  inputTokens: tokens,
  outputTokens: 0,
  seconds: 1,
})
const cost = (tokens: number) => ({ inputTokens: tokens, outputTokens: 0, seconds: 1 })
const tell = (command: BudgetCommand) =>
  ask(store.storage, cast, { kind: 'budget', key: FIRST_WORKSPACE.workspaceId }, command)
const stands = async () => {
  const row = await lookUpRunBudget(store.database, RUN)
  return { spent: row!.known.spent.tokens ?? 0, reserved: row!.known.reserved.tokens ?? 0 }
}
async function granted(desk: ReturnType<typeof openDesk>, callId: string, tokens: number): Promise<string> {
  const verdict = await desk.reserve(call(callId, tokens))
  if (verdict.status !== 'granted') throw new Error(verdict.sentence)
  return verdict.reservationId
}

test('what a call may cost is held before it, and what it cost is counted after it', async () => {
  const desk = openDesk()
  const id = await granted(desk, 'a', 1000)
  expect(await stands()).toEqual({ spent: 0, reserved: 1000 })
  await desk.settle(id, cost(300))
  expect(await stands()).toEqual({ spent: 300, reserved: 0 })
})

test('a limit of which 80 % are spent is warned of on the timeline, once', async () => {
  const desk = openDesk()
  await desk.settle(await granted(desk, 'a', 3500), cost(3300))
  await desk.settle(await granted(desk, 'b', 100), cost(100))
  expect(desk.timeline).toEqual(['budget-warning: This run has spent 82 % of its limit of 4,000 tokens.'])
})

test('the call of an attempt that died is warned of by the one that asks for it again', async () => {
  await granted(openDesk({ token: 'first' }), 'a', 3300)
  const heir = openDesk({ token: 'second' })
  await granted(heir, 'a', 500)
  expect(heir.timeline).toEqual(['budget-warning: This run has spent 82 % of its limit of 4,000 tokens.'])
  expect(await stands()).toEqual({ spent: 3300, reserved: 500 })
})

test('a call waits for others that may leave it room, and not where they cannot', async () => {
  const other = openDesk({ runId: RUNS[1]! })
  await other.settle(await granted(other, 'a', 3000), cost(3000))
  const desk = openDesk()
  const held = await granted(desk, 'a', 2000)
  const waiting = openDesk({ waitMs: 20_000 }).reserve(call('b', 1500))
  await desk.settle(held, cost(100))
  expect(await waiting).toMatchObject({ status: 'granted' })
  // With what is spent alone it does not fit.
  expect(await openDesk({ waitMs: 60_000 }).reserve(call('c', 5000))).toMatchObject({ status: 'exhausted' })
})

test('a run without a budget, and one that has ended, may call nothing', async () => {
  await tell({ type: 'close-run', runId: RUN })
  expect(await openDesk().reserve(call('a', 1))).toMatchObject({
    status: 'refused',
    sentence: 'This run has ended.',
  })
  await store.database.transaction((tx) => tx.write(tx.db.deleteFrom('run_budgets')))
  expect(await openDesk({ runId: RUNS[1]! }).reserve(call('a', 1))).toMatchObject({
    status: 'refused',
    sentence: expect.stringContaining('no budget'),
  })
})

test('who is told to stop asks for nothing more, and what it had asked for counts in full', async () => {
  let isAway = false
  const gone = Object.assign(new Error('database is locked'), { code: 'ERR_SQLITE_ERROR', errcode: 5 })
  const storage: Store['storage'] = {
    ...store.storage,
    transaction: (work) => (isAway ? Promise.reject(gone) : store.storage.transaction(work)),
  }
  const desk = openDesk({ of: { ...store, storage } })
  const id = await granted(desk, 'a', 1000)
  desk.abort.abort()
  isAway = true
  await desk.settle(id, cost(1))
  await expect(desk.reserve(call('b', 1))).rejects.toThrow('abort')
  isAway = false
  await tell({ type: 'close-run', runId: RUN })
  expect(await stands()).toEqual({ spent: 1000, reserved: 0 })
})

test('one who stops still says what its call cost, where it can', async () => {
  const desk = openDesk()
  const id = await granted(desk, 'a', 1000)
  desk.abort.abort()
  await desk.settle(id, cost(10))
  expect(await stands()).toEqual({ spent: 10, reserved: 0 })
})
