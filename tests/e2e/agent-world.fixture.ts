import type { InboxItemView, RunView } from '@pm-bot/domain'
import { type GitHubDouble, openGitHubDouble } from '../doubles/github/index.ts'
import { type OpenAiDouble, openOpenAiDouble, type Script } from '../doubles/openai/index.ts'
import type { Client } from '../setup/client.ts'
import { register, syncNow } from '../setup/github-cache.ts'

const TOKEN = 'github_pat_agents'
const REPO = 'octo/shop'

const turns =
  (...replies: ReturnType<Script>[]): Script =>
  ({ turn }) =>
    replies[turn] ?? { say: 'I am done.' }

/** What the models of these tests answer, by turn. */
export const scripts: Record<string, Script> = {
  tidier: turns(
    { calls: [{ name: 'list_files' }, { name: 'read_file', args: { path: 'README.md' } }] },
    {
      say: 'I tidy it up.',
      calls: [
        { name: 'edit_file', args: { path: 'README.md', edits: [{ old: 'a   shop', new: 'a shop' }] } },
        { name: 'read_file', args: { path: 'nowhere.md' } },
      ],
    },
    { calls: [{ name: 'run', args: { argv: ['cat', 'README.md'] } }] },
    { calls: [{ name: 'run', args: { argv: ['ls', 'src'] } }] },
    { calls: [{ name: 'propose_change', args: { message: 'Tidy the README' } }] },
  ),
  answerer: turns(
    { calls: [{ name: 'search_files', args: { query: 'shop' } }] },
    {
      calls: [
        {
          name: 'answer',
          args: {
            text: '## It is a shop\n\nThe README says so, in **one line**:\n\n```\na   shop\n```\n\n- open all day\n- <img src=x onerror=alert(1)>',
            references: [{ path: 'README.md', line: 1 }],
          },
        },
      ],
    },
  ),
}

export interface AgentWorld {
  github: GitHubDouble
  models: OpenAiDouble
  settings: Record<string, string>
  close(): Promise<void>
}

/** A GitHub with issues, and models that do as they are told. */
export async function openAgentWorld(): Promise<AgentWorld> {
  const github = await openGitHubDouble()
  await github.world.addRepository(REPO, {
    files: { 'README.md': 'a   shop\n', 'src/sign.txt': 'open\n' },
    private: true,
  })
  github.world.addToken(TOKEN, {
    login: 'octo',
    repositories: 'all',
    permissions: { metadata: 'read', contents: 'write', pull_requests: 'write', issues: 'write' },
  })
  for (const title of ['Prices are wrong', 'The sign hangs crooked', 'README is untidy']) {
    github.world.openIssue(REPO, { title, body: 'Please mend it.', author: 'mallory' })
  }
  const models = await openOpenAiDouble({ scripts })
  return {
    github,
    models,
    settings: {
      GITHUB_API_URL: github.apiUrl,
      GITHUB_TOKEN: TOKEN,
      OPENAI_BASE_URL: models.baseUrl,
      PMBOT_MODEL: 'openai:tidier',
    },
    async close() {
      await models.close()
      await github.close()
    },
  }
}

export interface Seeded {
  repoId: string
  /** Waits for a call of a tool. */
  tidying: RunView
  /** Has answered. */
  answered: RunView
}

/** Runs of agents at different points of their way, limits, prices, grants, a template and its schedule. */
export async function seedAgents(client: Client): Promise<Seeded> {
  const send = async (method: string, path: string, body: object) => {
    const answer = await client.request(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const repoId = await register(client, REPO)
  await syncNow(client, repoId)
  await send('PUT', '/api/prices', {
    model: 'openai:tidier',
    price: { inputMicroUsdPerMillion: 2_500_000, outputMicroUsdPerMillion: 10_000_000 },
  })
  await send('PUT', '/api/budgets', {
    scope: { kind: 'day', key: '*' },
    limits: { tokens: 2_000_000, calls: 400 },
  })
  await send('PUT', '/api/budgets', {
    scope: { kind: 'provider', key: 'openai' },
    limits: { tokens: 20_000 },
  })
  await send('PUT', '/api/budgets', { scope: { kind: 'repo', key: repoId }, limits: { calls: 100 } })

  const begin = async (body: object): Promise<RunView> => {
    const run: RunView = await send('POST', '/api/runs', { repoId, ...body })
    await client.approveNext(run.id)
    return run
  }
  const answering = await begin({
    goal: 'What is this repository?',
    graphId: 'repo_answerer/v1',
    spec: { model: 'openai:answerer' },
  })
  const answered = await client.untilRun(answering.id, 'completed', 'failed')
  const tidying = await begin({
    goal: 'Tidy the README',
    graphId: 'repo_change_proposer/v1',
    spec: { issueNumber: 3, checks: [['grep', 'shop', 'README.md']] },
    budget: { calls: 60, tokens: 400_000, seconds: 3600, microUsd: 1_500_000 },
  })
  await waitingCall(client, tidying.id)

  await send('POST', '/api/grants', {
    tool: 'run',
    where: { argv: ['npm', 'test', '**'] },
    repoId,
    uses: 20,
  })
  await send('POST', '/api/grants', { tool: 'write_file', where: { path: 'docs/**' } })
  const template = await send('POST', '/api/run-templates', {
    name: 'Tidy up',
    repoId,
    goal: 'Tidy the README',
    graphId: 'repo_change_proposer/v1',
    spec: { issueNumber: 3 },
  })
  await send('POST', '/api/schedules', {
    templateId: template.id,
    cron: '0 6 * * 1-5',
    timeZone: 'Europe/Berlin',
  })
  return { repoId, tidying: await client.run(tidying.id), answered }
}

/** The call of a tool that the run asks about, once it does. */
async function waitingCall(client: Client, runId: string): Promise<InboxItemView> {
  await client.untilRun(runId, 'blocked', 'failed')
  return await client.pendingItem(runId)
}
