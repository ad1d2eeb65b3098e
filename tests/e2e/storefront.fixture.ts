import type { RunView } from '@pm-bot/domain'
import { onTestFinished } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { openGitHubDouble } from '../doubles/github/index.ts'
import { openOpenAiDouble } from '../doubles/openai/index.ts'
import type { Client } from '../setup/client.ts'
import { register, syncNow } from '../setup/github-cache.ts'
import { type Product, startProduct } from '../setup/product.ts'
import { untilItems } from './agents.fixture.ts'
import { approveInThePast, spendInThePast } from './past.fixture.ts'
import { CART, storefrontModel } from './storefront-model.fixture.ts'

const TOKEN = 'github_pat_storefront'
const REPO = 'marlow/storefront'
const MODEL = 'openai:gpt-5-mini'

const FILES = {
  'README.md': '# Storefront\n\nThe shop of Marlow & Daughters: catalogue, cart and checkout.\n',
  'package.json': '{\n  "name": "storefront",\n  "type": "module"\n}\n',
  'src/cart.ts': CART,
  'src/line.ts': 'export interface Line {\n  cents: number\n  count: number\n}\n',
  'src/export.ts':
    "/** Every night: the day's orders for the bookkeeper. */\nexport const day = (at: Date) => at.toISOString().slice(0, 10)\n",
  'docs/checkout.md': '# Checkout\n\nA cart becomes an order when it is paid.\n',
}

/** Of each day before today, in dollars. */
const SPENT = [
  1.42, 2.1, 0.35, 0, 0, 1.85, 2.6, 1.1, 0.9, 1.75, 0.2, 0, 2.4, 1.3, 0.65, 0.8, 1.9, 0, 0.4, 1.2,
]

/** Approved one by one. */
const LINTED = [
  ['npm', 'run', 'lint'],
  ['npm', 'run', 'types'],
  ['npm', 'run', 'lint'],
  ['npm', 'run', 'lint'],
]

const ISSUES = [
  {
    title: 'Totals are a cent off when a discount applies',
    body: [
      'Three items with **50 % off** come to 5.01. It should be `5.00`.',
      '| item | price |\n|---|---|\n| tea | 3.33 |\n| honey | 3.33 |\n| bread | 3.34 |',
      'What I did:',
      '1. put all three into the cart\n2. entered SPRING\n3. looked at the total',
      '```ts\ntotalOf(lines, 0.5) // 501\n```',
      '> Seen in 2.4.1 and on main.',
      '![the receipt](https://images.example/receipt.png)',
    ].join('\n\n'),
    author: 'hallie-b',
    labels: ['bug', 'checkout'],
  },
  {
    title: 'Export uses UTC days, the bookkeeper expects ours',
    body: 'Orders after 23:00 land in the file of the next day.',
    author: 'marlow',
    labels: ['bug'],
  },
  {
    title: 'Show the delivery date in the cart',
    body: 'People ask for it on the phone.',
    author: 'june',
    labels: ['idea'],
  },
  {
    title: 'Total is wrong with coupon',
    body: 'Paid one cent too much with SPRING.',
    author: 'customer-77',
    labels: [],
  },
  {
    title: 'Checkout is slow on old phones',
    body: 'About six seconds on my mother’s.',
    author: 'hallie-b',
    labels: ['performance'],
  },
  { title: 'Explain coupons in the docs', body: '', author: 'june', labels: ['docs'] },
]

export interface Storefront {
  product: Product
  repoId: string
  runs: Record<'change' | 'call' | 'question' | 'triage' | 'answered' | 'applied' | 'running', RunView>
}

/** A shop with its issues, agents at different points of their work, limits, and what was decided before. */
export async function openStorefront(): Promise<Storefront> {
  const github = await openGitHubDouble()
  onTestFinished(() => github.close())
  const { world } = github
  await world.addRepository(REPO, { files: FILES, private: true })
  world.addToken(TOKEN, {
    login: 'marlow',
    repositories: 'all',
    permissions: { metadata: 'read', contents: 'write', pull_requests: 'write', issues: 'write' },
  })
  for (const issue of ISSUES) world.openIssue(REPO, issue)
  world.comment(REPO, 1, { body: 'I can reproduce it with SPRING as well.', author: 'june' })
  const models = await openOpenAiDouble({ scripts: { 'gpt-5-mini': storefrontModel } })
  onTestFinished(() => models.close())
  const product = await startProduct('sqlite', {
    GITHUB_API_URL: github.apiUrl,
    GITHUB_TOKEN: TOKEN,
    OPENAI_BASE_URL: models.baseUrl,
    PMBOT_MODEL: MODEL,
  })
  const { client } = product
  const repoId = await register(client, REPO)
  await syncNow(client, repoId)
  await setLimits(client, repoId)
  spendInThePast(product, SPENT)
  const runs = await beginRuns(client, repoId)
  approveInThePast(product, runs.applied, LINTED)
  return { product, repoId, runs }
}

async function beginRuns(client: Client, repoId: string): Promise<Storefront['runs']> {
  const propose = (body: object): Promise<RunView> => send(client, 'POST', '/api/runs', { repoId, ...body })
  const begin = async (body: object): Promise<RunView> => {
    const run = await propose(body)
    await client.approveNext(run.id)
    return run
  }
  const proposer = {
    graphId: 'repo_change_proposer/v1',
    budget: { tokens: 400_000, microUsd: 2_000_000, calls: 60, seconds: 3600 },
  }
  const applied = await begin({ ...proposer, goal: 'Explain coupons', spec: { issueNumber: 6 } })
  await untilItems(client, applied.id, 1)
  await client.approveNext(applied.id)
  await client.untilRun(applied.id, 'completed')
  const answered = await begin({ goal: 'Where are totals computed?', graphId: 'repo_answerer/v1', spec: {} })
  await client.untilRun(answered.id, 'completed')
  const refused = await propose({
    goal: 'Rewrite the cart in Rust',
    graphId: 'repo_change_proposer/v1',
    spec: {},
  })
  await send(client, 'POST', `/api/runs/${refused.id}/reject`, { reason: 'Not this year.' })

  const change = await begin({
    ...proposer,
    goal: 'Round discounts once, at the end',
    spec: { issueNumber: 1, checks: [['node', '--version']] },
  })
  await untilItems(client, change.id, 1)
  const call = await begin({ ...proposer, goal: 'Bring the dependencies up to date', spec: {} })
  const question = await begin({ ...proposer, goal: 'Export by our own days', spec: { issueNumber: 2 } })
  const triage = await begin({
    goal: 'Sort what came in this week',
    graphId: 'issue_triager/v1',
    spec: { query: 'total' },
  })
  for (const run of [call, question, triage]) await untilItems(client, run.id, 1)

  const notes = await client.addRepository(makeRepository({ 'README.md': '# Field notes\n' }, 'field-notes'))
  const running = await client.propose(notes, ['sleep', '240'], { goal: 'Check all links of the notes' })
  await client.approveNext(running.id)
  await client.untilRun(running.id, 'running')
  await client.propose(notes, ['npm', 'run', 'publish'], { goal: 'Publish the notes of November' })
  return { change, call, question, triage, answered, applied, running }
}

async function setLimits(client: Client, repoId: string): Promise<void> {
  await send(client, 'PUT', '/api/prices', {
    model: MODEL,
    price: { inputMicroUsdPerMillion: 250_000, outputMicroUsdPerMillion: 2_000_000 },
  })
  await send(client, 'PUT', '/api/budgets', {
    scope: { kind: 'day', key: '*' },
    limits: { tokens: 2_000_000, microUsd: 20_000_000 },
  })
  await send(client, 'PUT', '/api/budgets', { scope: { kind: 'repo', key: repoId }, limits: { calls: 400 } })
  await send(client, 'POST', '/api/grants', {
    tool: 'run',
    where: { argv: ['npm', 'test', '**'] },
    repoId,
    uses: 20,
  })
  await send(client, 'POST', '/api/grants', { tool: 'write_file', where: { path: 'docs/**' } })
  const template = await send(client, 'POST', '/api/run-templates', {
    name: 'Sort what came in',
    repoId,
    goal: 'Sort what came in this week',
    graphId: 'issue_triager/v1',
    spec: { query: 'is:open' },
  })
  await send(client, 'POST', '/api/schedules', {
    templateId: template.id,
    cron: '0 7 * * 1',
    timeZone: 'Europe/London',
  })
}

async function send(client: Client, method: string, path: string, body: object) {
  const answer = await client.request(method, path, body)
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}
