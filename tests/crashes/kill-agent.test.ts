import { setTimeout as sleep } from 'node:timers/promises'
import type { InboxItemView } from '@pm-bot/domain'
import { expect, onTestFinished, test } from 'vitest'
import { git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type OpenAiDouble, openOpenAiDouble, type Script } from '../doubles/openai/index.ts'
import { createRandom } from '../faults/seeds/random.ts'
import { type HeardCommands, hearCommands } from '../setup/hear-commands.ts'
import { DATABASES, type DatabaseName, type Product, startProduct } from '../setup/product.ts'

/** Twenty on both databases together. */
const KILLS = 10
/** Longer than an effect of this run takes on a machine of its own. */
const LONGEST_WAIT_MS = 1500

const write = (path: string, content: string) => ({ name: 'write_file', args: { path, content } })

/** Works in the clone and beyond it: what `run` does there nobody takes back. */
const workerOf =
  (heard: HeardCommands): Script =>
  ({ turn, messages }) => {
    const run = /run (\d+)/.exec(messages[1]!.content)![1]
    const call = (what: string) => ({
      name: 'run',
      args: { argv: ['bash', '-c', `${heard.callIn(`${run}-${what}`)} true`], network: true },
    })
    const replies: ReturnType<Script>[] = [
      { calls: [write('a.txt', 'one\n'), { name: 'read_file', args: { path: 'README.md' } }] },
      { calls: [write('b.txt', 'one\n'), call('x'), write('a.txt', 'two\n'), call('y')] },
      { calls: [{ name: 'edit_file', args: { path: 'a.txt', edits: [{ old: 'two', new: 'three' }] } }] },
      { calls: [{ name: 'propose_change', args: { message: 'Count to three' } }] },
    ]
    return replies[turn] ?? { say: 'I am done.' }
  }

test.each(DATABASES)(
  'an agent killed with its process at random points, on %s: the same end, nothing twice, and all that was spent is counted',
  { timeout: 360_000 },
  async (database) => {
    const heard = await hearCommands()
    onTestFinished(() => heard.close())
    const double = await openOpenAiDouble({ scripts: { worker: workerOf(heard) } })
    onTestFinished(() => double.close())
    const product = await startProduct(database, {
      OPENAI_BASE_URL: double.baseUrl,
      PMBOT_MODEL: 'openai:worker',
    })
    const random = createRandom(database === 'sqlite' ? 1 : 2)
    let kills = 0
    const killSometime = async (runId: string) => {
      await sleep(random.int(0, LONGEST_WAIT_MS))
      if (kills >= KILLS || (await product.client.run(runId)).status !== 'running') return
      kills += 1
      await product.kill()
      await product.restart()
    }
    for (let run = 1; kills < KILLS; run += 1) {
      await oneRun(product, database, { run, double, killSometime })
      for (const what of ['x', 'y']) {
        expect(heard.calls.filter(({ words }) => words === `${run}-${what}`).length).toBeLessThanOrEqual(1)
      }
    }
    expect(double.log.problems()).toEqual([])
  },
)

async function oneRun(
  product: Product,
  database: DatabaseName,
  facts: { run: number; double: OpenAiDouble; killSometime: (runId: string) => Promise<void> },
): Promise<void> {
  const { run, double, killSometime } = facts
  const directory = makeRepository({ 'README.md': `a shop on ${database}\n` })
  const repoId = await product.client.addRepository(directory)
  const body = { repoId, goal: `Count, run ${run}`, graphId: 'repo_change_proposer/v1', spec: {} }
  const { id } = (await product.client.request('POST', '/api/runs', body)).body
  double.log.clear()

  for (;;) {
    const { status, reason } = await product.client.run(id)
    if (status === 'completed') break
    expect(['proposed', 'approved', 'running', 'blocked'], `${reason}`).toContain(status)
    const items = await pendingItems(product, id)
    for (const item of items) await decide(product, item)
    // Once for each piece of work: what dies ten times without getting on is given up.
    if (items.length > 0) await killSometime(id)
    else await sleep(50)
  }

  const commit = git(directory, 'rev-parse', `pm-bot/${id}`)
  expect(git(directory, 'rev-list', '--count', `main..pm-bot/${id}`)).toBe('1')
  expect(git(directory, 'show', `${commit}:a.txt`)).toBe('three')
  expect(git(directory, 'diff', '--name-only', 'main', commit)).toBe('a.txt\nb.txt')
  const { inputTokens, outputTokens } = double.log.served()
  const tokens = async () => await tokensOf(product, repoId)
  await expect.poll(async () => (await tokens()).reserved, { timeout: 20_000 }).toBe(0)
  expect((await tokens()).spent).toBeGreaterThanOrEqual(inputTokens + outputTokens)
}

const pendingItems = async ({ client }: Product, id: string): Promise<InboxItemView[]> =>
  (await client.request('GET', `/api/inbox?status=pending&runId=${id}`)).body.items

async function decide({ client }: Product, item: InboxItemView): Promise<void> {
  // What may have happened is not done again: the operator has looked.
  const more = item.kind === 'question' ? { reason: 'It happened.' } : {}
  const { status, body } = await client.decide(item, item.kind === 'question' ? 'respond' : 'approve', more)
  expect(status, JSON.stringify(body)).toBe(200)
}

async function tokensOf({ client }: Product, repoId: string): Promise<{ spent: number; reserved: number }> {
  const { items } = (await client.request('GET', '/api/budgets?limit=100')).body as {
    items: { scope: { key: string }; measures: { measure: string; spent: number; reserved: number }[] }[]
  }
  const budget = items.find(({ scope }) => scope.key === repoId)
  return budget!.measures.find(({ measure }) => measure === 'tokens')!
}
