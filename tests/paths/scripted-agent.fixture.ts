import { openSandbox } from '@pm-bot/agents'
import type {
  AgentInterrupt,
  AgentOutcome,
  AgentRequest,
  AgentRunner,
  InboxItemView,
  InterruptAnswer,
  InterruptRequest,
  RunView,
} from '@pm-bot/domain'
import { openGitHub } from '@pm-bot/github'
import { openNotifiers } from '@pm-bot/notify'
import { openDataDirectory, pushKeysOf } from '@pm-bot/store'
import { expect, onTestFinished } from 'vitest'
import { type DATABASES, openTestApi } from '../../services/api/src/test-api.fixture.ts'
import { type Client, createClient } from '../../services/api/src/test-client.fixture.ts'
import { startWorker } from '../../services/worker/src/start-worker.ts'

/** What an agent does in the place of a graph: at first, and at each time that it is answered. */
export interface Script {
  run(request: AgentRequest): Promise<AgentOutcome>
  resume?(request: AgentRequest, answers: readonly InterruptAnswer[]): Promise<AgentOutcome>
}

/** An api and a worker over one database, whose agents do as they are told. */
export async function openScripted(
  database: (typeof DATABASES)[number],
  script: Script,
  environment: Record<string, string> = {},
) {
  const opened = await openTestApi(database, environment)
  onTestFinished(() => opened.close())
  const { store, git, artifacts, directory, settings } = opened
  const { redactor, logger, metrics } = opened.options
  const told: (readonly InterruptAnswer[])[] = []
  const runner: AgentRunner = {
    async fork() {},
    history: async () => [],
    run: (request) => script.run(request),
    async resume(request, answers) {
      told.push(answers)
      return script.resume ? await script.resume(request, answers) : { status: 'completed', summary: 'done' }
    },
  }
  const { github, writer } = openGitHub(settings.github, { version: 'test', pace: false })
  const worker = await startWorker({
    store,
    git,
    github,
    githubWriter: writer,
    publicUrl: null,
    syncIntervalSeconds: 300,
    vault: opened.options.vault,
    notifiers: openNotifiers({
      outbound: settings.outbound,
      pushKeys: () => pushKeysOf(opened.options.vault),
    }),
    artifacts,
    runner,
    data: openDataDirectory(directory),
    redactor,
    logger,
    metrics,
    sandbox: await openSandbox({ path: settings.commandPath }),
    cliAgentHome: null,
    modelCallsAtOnce: 4,
    workerId: 'scripted',
    concurrency: { runs: 2, publish: 1, sync: 1 },
    onServe: () => {},
  })
  onTestFinished(() => worker.stop())
  return { ...opened, client: createClient(opened), told }
}

export const asks = (...requests: InterruptRequest[]): AgentOutcome => ({
  status: 'interrupted',
  interrupts: requests.map(
    (request, at): AgentInterrupt => ({
      interruptId: `interrupt-${at}`,
      checkpointId: 'checkpoint-1',
      request,
    }),
  ),
})

/** Waits until so many items of the run wait for a person, and brings them in their order. */
export async function waitingItems(client: Client, runId: string, count: number): Promise<InboxItemView[]> {
  let items: InboxItemView[] = []
  await expect
    .poll(
      async () => {
        const { json } = await client.get(`/api/inbox?status=pending&runId=${runId}`)
        items = json.items
        return items.length
      },
      { timeout: 10_000, interval: 50 },
    )
    .toBe(count)
  return items
}

export async function untilStatus(
  client: Client,
  runId: string,
  status: RunView['status'],
): Promise<RunView> {
  let run: RunView | undefined
  await expect
    .poll(
      async () => {
        run = (await client.get(`/api/runs/${runId}`)).json
        return run?.status
      },
      { timeout: 10_000, interval: 50 },
    )
    .toBe(status)
  return run!
}

export const decide = (
  client: Client,
  { id, version, subjectHash }: InboxItemView,
  action: string,
  more: object = {},
) => client.post(`/api/inbox/${id}/decision`, { action, version, subjectHash, ...more })

export const titlesOf = async (client: Client, runId: string): Promise<string[]> =>
  (await client.get(`/api/runs/${runId}/events?limit=200`)).json.items.map(
    ({ title }: { title: string }) => title,
  )
