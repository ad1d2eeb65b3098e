import { type BudgetEvent, newId } from '@pm-bot/domain'
import * as store from '@pm-bot/store'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../packages/store/src/database.ts'
import { projectorsOf } from '../../packages/store/src/projectors.ts'
import { REPOS, type Size } from './crowd-size.fixture.ts'
import type { InsertWords } from './insert-words.fixture.ts'
import { type Scene, type Subject, subject } from './subject.fixture.ts'

const NOTHING = { spent: `'{}'`, reserved: `'{}'`, warned: `'[]'`, exhausted: `'[]'` }
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
const today = () => daysAgo(0)

/** A hundred days of spending, and every call of every run that has ended. */
export function budgetRows({ id, insert, when }: InsertWords, size: Size): RawBuilder<unknown>[] {
  const runs = size.blocked + size.ended
  const workspace_id = id('1 + n % 3')
  const counts = REPOS * 300
  const count = { workspace_id, kind: `'repo'`, ...NOTHING, extra: `'{}'`, updated_at: when(counts) }
  const prices = { input_micro_usd_per_million: '1', output_micro_usd_per_million: '1' }
  return [
    insert('run_budgets', runs, {
      run_id: id('n'),
      workspace_id,
      repo_id: id(`1 + n % ${REPOS}`),
      limits: `'{"calls":200}'`,
      ...NOTHING,
      version: 'n',
      opened_at: when(runs),
      closed_at: `case when n <= ${size.ended} then ${when(runs)} end`,
      updated_at: when(runs),
    }),
    insert('run_spend', size.blocked * 2, {
      run_id: id(`1 + n % ${size.ended}`),
      reservation_id: id('n'),
      call_id: `'c' || n`,
      input_tokens: '1',
      output_tokens: '1',
      tokens: '2',
      seconds: '1',
      micro_usd: 'case when n % 2 = 0 then n end',
      lost: '0',
      at: when(size.blocked * 2),
    }),
    insert('budget_counts', counts, { ...count, day: `'day ' || (n / ${REPOS * 3})`, key: id('n') }),
    // Of the last days, each with its own row and one for a provider, among those of many repositories.
    ...Array.from({ length: 31 }, (_, ago) => daysAgo(ago)).flatMap((day) => [
      insert('budget_counts', 3, { ...count, kind: `'day'`, day: `'${day}'`, key: `'${day}'` }),
      insert('budget_counts', 3, { ...count, kind: `'provider'`, day: `'${day}'`, key: `'openai'` }),
    ]),
    insert('budget_counts', 300 * 31, {
      ...count,
      kind: `'tool'`,
      day: `case ${Array.from({ length: 31 }, (_, ago) => `when n % 31 = ${ago} then '${daysAgo(ago)}'`).join(' ')} end`,
      key: id('n'),
    }),
    insert('budget_counts', REPOS, { ...count, day: `'${today()}'`, key: id('n') }),
    insert('budget_limits', 300, {
      workspace_id,
      kind: `'repo'`,
      key: id('n'),
      limits: `'{}'`,
      version: '1',
      updated_at: when(300),
    }),
    insert('model_prices', 300, { workspace_id, model: `'p:' || n`, ...prices, updated_at: when(300) }),
  ]
}

export const BUDGETS: Subject[] = [
  subject('listBudgets', 'of a workspace', ({ database, ids }) => store.listBudgets(database, ids.workspace)),
  subject('lookUpBudget', 'of a run', ({ database, ids }) =>
    store.lookUpBudget(database, ids.workspace, { kind: 'run', key: ids.blockedRun }),
  ),
  subject('lookUpBudget', 'of a repository', ({ database, ids }) =>
    store.lookUpBudget(database, ids.workspace, { kind: 'repo', key: ids.repo }),
  ),
  subject('readSpendHistory', 'of a workspace', ({ database, ids }) =>
    store.readSpendHistory(database, ids.workspace),
  ),
  subject('listPrices', 'of a workspace', ({ database, ids }) => store.listPrices(database, ids.workspace)),
  subject('lookUpRunBudget', 'one', ({ database, ids }) => store.lookUpRunBudget(database, ids.blockedRun)),
  subject('readRunSpend', 'of a run', ({ database, ids }) =>
    store.readRunSpend(database, ids.endedRuns[0]!, { limit: 5 }),
  ),
  subject('readRunSpend', 'of a run, a later page', ({ database, ids }) =>
    store.readRunSpend(database, ids.endedRuns[0]!, { limit: 5, cursor: ids.blockedRun }),
  ),
  subject(
    'removeRunSpend',
    'a batch',
    ({ database, ids }) => store.removeRunSpend(database, ids.endedRuns, today()),
    { limits: { rows: 12_000, sorted: 1000, pages: 40_000 }, because: 'removes a thousand rows at once' },
  ),
  { what: 'the rows of a budget', ask: (scene) => scene.tried((tx) => projectBudget(tx, scene)) },
]

async function projectBudget(tx: Tx, { ids, redactor }: Scene): Promise<void> {
  const now = await tx.now()
  const [day, runId, repoId, by] = [today(), ids.blockedRun, ids.repo, 'operator']
  const price = { inputMicroUsdPerMillion: 1, outputMicroUsdPerMillion: 1 }
  const count = { spent: { calls: 1 }, reserved: {} }
  const run = { ...count, repoId, limits: {}, version: 99, usedAt: now }
  const call = { callId: 'c', provider: 'p', model: 'p:m', quotaKey: null, runId, repoId, attempt: 'a', day }
  const reservation = { ...call, amounts: { calls: 1 }, price }
  const spent = { amounts: { calls: 1 }, inputTokens: 1, outputTokens: 1, microUsd: 1, lost: false }
  const ofRun = { kind: 'run', key: runId } as const
  const events: BudgetEvent[] = [
    { type: 'limits-set', scope: { kind: 'repo', key: repoId }, limits: { calls: 1 }, by },
    { type: 'limits-set', scope: { kind: 'repo', key: repoId }, limits: {}, by },
    { type: 'limits-set', scope: ofRun, limits: { calls: 1 }, by },
    { type: 'price-set', model: 'p:m', price, by },
    { type: 'price-set', model: 'p:m', price: null, by },
    { type: 'limit-extended', scope: ofRun, measure: 'calls', amount: 1, itemId: newId(), by },
    { type: 'run-budget-opened', runId, repoId, limits: {} },
    { type: 'spend-settled', reservationId: newId(), reservation, ...spent },
    { type: 'spend-settled', reservationId: newId(), reservation, ...spent, microUsd: null },
    { type: 'counts-changed', runs: { [runId]: run }, days: { [day]: { [`repo ${repoId}`]: count } } },
    { type: 'budget-warned', runId, day, scope: ofRun, measure: 'calls', limit: 1, spent: 1 },
    { type: 'run-budget-closed', runId, run },
  ]
  await projectorsOf(redactor).budget!(
    tx,
    { kind: 'budget', key: ids.workspace },
    events.map((event) => ({ event, version: 99, messageId: newId(), now })),
  )
}
