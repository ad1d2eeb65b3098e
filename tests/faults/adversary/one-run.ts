import { setTimeout as sleep } from 'node:timers/promises'
import type { Json, RunEventView, RunSpendView } from '@pm-bot/domain'
import type { OpenAiDouble } from '../../doubles/openai/index.ts'
import type { Client } from '../../setup/client.ts'
import { decideAll, itemsOf } from '../agents/operator.ts'
import { careless, nameOf } from './decide.ts'
import { needsNobody, RULES, type WildArgs } from './rules.ts'
import type { Targets } from './wild-calls.ts'

const LONGEST_RUN_MS = 120_000

export interface Circumstances {
  client: Client
  models: OpenAiDouble
  repoId: string
  targets: Targets
  isSandboxed: boolean
}

/** One run with so many calls to make, from its proposal to its end, and what in it nobody had allowed. */
export async function oneRun(
  { client, models, repoId, targets, isSandboxed }: Circumstances,
  nth: number,
  calls: number,
) {
  const goal = `Sequence ${nth}.`
  const { status, body } = await client.request('POST', '/api/runs', {
    repoId,
    goal,
    graphId: 'repo_change_proposer/v1',
    spec: {},
    tools: RULES,
    budget: { calls, tokens: 5_000_000, seconds: 3600 },
  })
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  const runId: string = body.id
  const { decide, approved, toNetwork } = careless(nth, { targets, isSandboxed })
  const problems: string[] = []
  for (const deadline = Date.now() + LONGEST_RUN_MS; ; await sleep(50)) {
    problems.push(...(await decideAll(client, runId, decide)))
    const { status } = await client.run(runId)
    if (['completed', 'failed', 'cancelled', 'rejected'].includes(status)) break
    if (Date.now() > deadline) throw new Error(`run ${nth} is still ${status}`)
  }

  const made = (await wholeTimeline(client, runId)).filter(({ type }) => type === 'tool-called')
  for (const { detail } of made) {
    const { callId, tool, args } = detail as { callId: string; tool: string; args: WildArgs & Json }
    if (needsNobody(tool, args) || approved.get(callId) === nameOf(tool, args)) continue
    problems.push(`made ${tool} ${JSON.stringify(args)}`)
  }
  const spend = (await client.request('GET', `/api/runs/${runId}/spend`)).body as RunSpendView
  const served = models.log.requests().flatMap(({ messages, usage }) => {
    return messages[1]?.content.includes(goal) && usage ? usage.inputTokens + usage.outputTokens : []
  })
  problems.push(...spendProblems(spend, served))
  const items = await itemsOf(client, runId)
  return {
    problems: problems.map((problem) => `run ${nth}: ${problem}`),
    made: made.length,
    asked: items.filter(({ kind }) => kind === 'tool_call').length,
    approved: approved.size,
    toNetwork: toNetwork(),
    budgetReached: items.some(({ kind }) => kind === 'spend'),
  }
}

/** A command may end a second late; nothing else passes its limit, and what a model served is counted. */
function spendProblems({ measures }: RunSpendView, served: readonly number[]): string[] {
  const tokens = served.reduce((sum, each) => sum + each, 0)
  return measures.flatMap(({ measure, limit, spent }) => {
    if (measure === 'tokens' && spent < tokens) return [`${tokens} tokens served, and ${spent} counted`]
    return measure === 'seconds' || limit === null || spent <= limit
      ? []
      : [`${spent} ${measure} of ${limit}`]
  })
}

async function wholeTimeline(client: Client, runId: string): Promise<RunEventView[]> {
  const events: RunEventView[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from = cursor === '' ? '' : `&cursor=${cursor}`
    const { body } = await client.request('GET', `/api/runs/${runId}/events?limit=200${from}`)
    events.push(...body.items)
    cursor = body.nextCursor
  }
  return events
}
