import type { InboxItemView, RunView } from '@pm-bot/domain'
import { expect, onTestFinished } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type OpenAiDouble, openOpenAiDouble, type Script } from '../doubles/openai/index.ts'
import type { Client } from '../setup/client.ts'
import { type Product, startProduct } from '../setup/product.ts'

const KEY = 'sk-of-the-page-0123456789'

/** What a scripted model answers, by turn; then it has nothing more to say. */
export const turns =
  (...replies: ReturnType<Script>[]): Script =>
  ({ turn }) =>
    replies[turn] ?? { say: 'I am done.' }

export const runs = (...argv: string[]) => ({ name: 'run', args: { argv } })

/** The product with models that follow scripts, by name. */
export async function startWithModels(
  scripts: Record<string, Script>,
  settings: Record<string, string> = {},
): Promise<{ product: Product; models: OpenAiDouble }> {
  const models = await openOpenAiDouble({ apiKey: KEY, scripts })
  onTestFinished(() => models.close())
  const product = await startProduct('sqlite', {
    OPENAI_BASE_URL: models.baseUrl,
    OPENAI_API_KEY: KEY,
    PMBOT_MODEL: `openai:${Object.keys(scripts)[0]}`,
    ...settings,
  })
  return { product, models }
}

/** Proposes a run of an agent that changes a shop, with the model of that script, and lets it start. */
export async function startAgent(
  client: Client,
  script: string,
  goal: string,
  more: object = {},
): Promise<RunView> {
  const repoId = await client.addRepository(makeRepository({ 'README.md': 'a   shop\n' }))
  const { status, body } = await client.request('POST', '/api/runs', {
    repoId,
    goal,
    graphId: 'repo_change_proposer/v1',
    spec: { model: `openai:${script}` },
    ...more,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  await client.approveNext(body.id)
  return body
}

/** Waits until so many items of the run wait for a person. */
export async function untilItems(client: Client, runId: string, count: number): Promise<InboxItemView[]> {
  let items: InboxItemView[] = []
  await expect
    .poll(
      async () => {
        items = (await client.request('GET', `/api/inbox?status=pending&runId=${runId}`)).body.items
        return items.length
      },
      { timeout: 30_000 },
    )
    .toBe(count)
  return items
}
