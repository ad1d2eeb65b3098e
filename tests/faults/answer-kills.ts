import { join } from 'node:path'
import type { InboxItemView, RunSpendView } from '@pm-bot/domain'
import { initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { type OpenAiDouble, openOpenAiDouble } from '../doubles/openai/index.ts'
import { type Client, createClient } from '../setup/client.ts'
import type { Fleet } from '../setup/fleet.ts'
import { rowsOf } from '../setup/rows.ts'
import { ASK_ALWAYS, answerIt, asker, FEW_CALLS, hearingProblems } from './agents/asker.ts'
import { itemsOf } from './agents/operator.ts'
import { answerProblems } from './agents/walk-problems.ts'
import type { FaultCase } from './fault-case.ts'
import { auditProblems, onStage, until } from './stage.ts'

const BATCH = 10
const VICTIMS = ['workers', 'api and workers', 'postgres'] as const

/**
 * Agents of a batch ask about calls, several at once from nodes side by side, then a question, then for more of their
 * budget. Everything is decided, and before they have gone on somebody is killed. The trials are the decisions that a kill
 * overtook. Each agent hears each answer, once.
 */
export const answerKills: FaultCase = {
  name: 'answer-kills',
  trials: 200,
  async run(trials, say) {
    await using models = await openOpenAiDouble({ scripts: { asker } })
    const settings = {
      OPENAI_BASE_URL: models.baseUrl,
      PMBOT_MODEL: 'openai:asker',
      PMBOT_WORKER_CONCURRENCY: '4',
    }
    return await onStage(settings, async ({ postgres, fleet, directory }) => {
      const api = await fleet.start('api', { supervised: true })
      const workers = [
        await fleet.start('worker', { supervised: true }),
        await fleet.start('worker', { supervised: true }),
      ]
      await fleet.start('scheduler', { supervised: true })
      const client = createClient(api.address, {}, { repeatForMs: 60_000 })
      const files = { 'a.txt': 'the text of a\n', 'b.txt': 'the text of b\n' }
      const repoId = await client.addRepository(initRepository(join(directory, 'shop'), files))
      const kill: Record<(typeof VICTIMS)[number], () => Promise<unknown>> = {
        workers: () => Promise.all(workers.map((worker) => worker.kill())),
        'api and workers': () => Promise.all([api, ...workers].map((service) => service.kill())),
        postgres: () => postgres.kill().then(postgres.restart),
      }

      const problems: string[] = []
      const kills = { workers: 0, 'api and workers': 0, postgres: 0 }
      const decided: Record<string, number> = {}
      let [runs, waves, overtaken] = [0, 0, 0]
      while (overtaken < trials) {
        const size = Math.min(BATCH, trials)
        const runIds = await Promise.all(Array.from({ length: size }, () => propose(client, repoId, runs++)))
        for (;;) {
          const items = await waitingItems(client, runIds)
          if (items.length === 0) break
          const victim = VICTIMS[waves++ % VICTIMS.length]!
          const answered: InboxItemView[] = []
          const answers = Promise.all(items.map((item) => decide(client, item, answered)))
          // The api dies with decisions in its hands, the others after the last one.
          await until(() => answered.length >= items.length / (victim === 'api and workers' ? 2 : 1))
          const before = [...answered]
          await kill[victim]()
          kills[victim] += 1
          // Whoever was killed may be back by now: those that have gone on are not counted.
          const open = await runsThatGoOn(fleet)
          overtaken += before.filter(({ runId }) => open.has(runId)).length
          for (const { kind } of items) decided[kind] = (decided[kind] ?? 0) + 1
          problems.push(...(await answers).flat())
          say(`${overtaken}/${trials} decisions overtaken; killed: ${victim}`)
        }
        for (const runId of runIds) problems.push(...(await problemsOf({ client, fleet, models }, runId)))
      }
      problems.push(...models.log.problems(), ...(await auditProblems(client)))
      return { figures: { overtaken, runs, decided, kills }, problems }
    })
  },
}

async function propose(client: Client, repoId: string, nth: number): Promise<string> {
  const { status, body } = await client.request('POST', '/api/runs', {
    repoId,
    goal: `Question ${nth}.`,
    graphId: 'repo_answerer/v1',
    spec: {},
    tools: ASK_ALWAYS,
    budget: { calls: FEW_CALLS },
  })
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  await client.approveNext(body.id)
  return body.id
}

/** Everything that these runs ask, once all of them stand; nothing when all have ended. */
async function waitingItems(client: Client, runIds: readonly string[]): Promise<InboxItemView[]> {
  for (const runId of runIds) await client.untilRun(runId, 'blocked', 'completed', 'failed')
  return (await Promise.all(runIds.map((runId) => itemsOf(client, runId, 'pending')))).flat()
}

async function decide(client: Client, item: InboxItemView, answered: InboxItemView[]): Promise<string[]> {
  const { action, ...more } = answerIt(item)
  const { status, body } = await client.decide(item, action, more)
  answered.push(item)
  return status === 200
    ? []
    : [`${action} of ${item.kind} is answered with ${status} ${JSON.stringify(body)}`]
}

/** Runs whose agent was told, or is to be told, and has not gone on. */
async function runsThatGoOn(fleet: Fleet): Promise<Set<string>> {
  const effects = await rowsOf(fleet.environment)('effects')
  const open = effects.filter(
    ({ verb, status }) => verb === 'resume-agent' && (status === 'open' || status === 'running'),
  )
  return new Set(open.map(({ key }) => String(key)))
}

async function problemsOf(
  world: { client: Client; fleet: Fleet; models: OpenAiDouble },
  runId: string,
): Promise<string[]> {
  const { client, models } = world
  const run = await client.run(runId)
  if (run.status !== 'completed') return [`run ${runId} is ${run.status}: ${run.reason}`]
  const of = models.log.requests().filter(({ messages }) => messages[1]?.content.includes(run.goal))
  const conversation = of.at(-1)!.messages
  const problems = [...hearingProblems(conversation), ...(await answerProblems(world, runId, conversation))]

  // What was approved beyond the limit is added once.
  const items = await itemsOf(client, runId)
  const extensions = items.flatMap(({ payload }) => (payload as { extendBy?: number }).extendBy ?? [])
  const wanted = extensions.reduce((sum, amount) => sum + amount, FEW_CALLS)
  const { measures } = (await client.request('GET', `/api/runs/${runId}/spend`)).body as RunSpendView
  const { limit, spent } = measures.find(({ measure }) => measure === 'calls')!
  if (extensions.length === 0) problems.push('it never asked for more')
  if (limit !== wanted) problems.push(`the limit is ${limit}, not ${wanted}`)
  if (spent > limit!) problems.push(`${spent} calls of ${limit}`)
  return problems.map((problem) => `run ${runId}: ${problem}`)
}
