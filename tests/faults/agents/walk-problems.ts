import type { RunSpendView, RunView } from '@pm-bot/domain'
import type { GitHubDouble } from '../../doubles/github/index.ts'
import type { ModelRequest, OpenAiDouble } from '../../doubles/openai/index.ts'
import type { Client } from '../../setup/client.ts'
import type { Fleet } from '../../setup/fleet.ts'
import type { HeardCommands } from '../../setup/hear-commands.ts'
import { REPO } from '../../setup/on-github.ts'
import { rowsOf } from '../../setup/rows.ts'
import { FIXED } from './fixer.ts'
import { itemsOf } from './operator.ts'

export interface World {
  client: Client
  fleet: Fleet
  github: GitHubDouble
  models: OpenAiDouble
  heard: HeardCommands
}

/** The one branch and the one draft, with the contents that an undisturbed run leaves. */
export async function endProblems({ github }: World, run: RunView): Promise<string[]> {
  const branch = `pm-bot/${run.id}`
  if (run.status !== 'completed') return [`the run is ${run.status}: ${run.reason}`]
  const problems: string[] = []
  for (const [path, content] of Object.entries(FIXED)) {
    const found = await github.world.readFile(REPO, branch, path)
    if (found !== content) problems.push(`${path} holds ${JSON.stringify(found)}`)
  }
  const pulls = github.world.pulls(REPO).filter(({ head }) => head === branch)
  if (pulls.length !== 1) problems.push(`${pulls.length} pull requests`)
  if (pulls.some(({ draft }) => !draft)) problems.push('the pull request is no draft')
  const writes = github.log.writes().filter(({ kind }) => kind === 'create-pull')
  if (writes.length !== 1) problems.push(`a pull request was opened ${writes.length} times`)
  const pushes = github.log.pushes().filter(({ applied }) => applied)
  if (pushes.map(({ ref }) => ref).join() !== `refs/heads/${branch}`)
    problems.push(`pushed: ${pushes.map(({ ref }) => ref).join()}`)
  return problems
}

/** What reaches beyond the clone happens at most once. */
export const outsideProblems = ({ heard }: World, issue: number): string[] =>
  ['x', 'y'].flatMap((name) => {
    const times = heard.calls.filter(({ words }) => words === `${issue}-${name}`).length
    return times <= 1 ? [] : [`the call ${name} beyond the clone was made ${times} times`]
  })

/** The budget counts at least what was served, at most the limit, and holds nothing back any more. */
export async function budgetProblems(
  { client, models }: World,
  runId: string,
): Promise<{ problems: string[]; served: number; spent: number; lost: number }> {
  const { body } = await client.request('GET', `/api/runs/${runId}/spend?limit=200`)
  const { measures, calls, closedAt } = body as RunSpendView
  const { inputTokens, outputTokens } = models.log.served()
  const served = inputTokens + outputTokens
  const problems = measures.flatMap(({ measure, limit, spent, reserved }) => [
    ...(reserved === 0 ? [] : [`${reserved} ${measure} stay reserved`]),
    ...(measure === 'seconds' || limit === null || spent <= limit
      ? []
      : [`${spent} ${measure} spent of ${limit}`]),
  ])
  if (closedAt === null) problems.push('the budget of the run is still open')
  const spent = measures.find(({ measure }) => measure === 'tokens')?.spent ?? 0
  if (spent < served) problems.push(`${served} tokens served, and ${spent} counted`)
  const counted = calls.items.reduce((sum, { tokens }) => sum + tokens, 0)
  if (counted !== spent) problems.push(`the calls come to ${counted} tokens, and ${spent} are counted`)
  return { problems, served, spent, lost: calls.items.filter(({ lost }) => lost).length }
}

/** Each question is decided once and answered to the agent once, and each call has one result in the conversation. */
export async function answerProblems(
  { client, fleet }: Pick<World, 'client' | 'fleet'>,
  runId: string,
  conversation: ModelRequest['messages'] = [],
): Promise<string[]> {
  const problems: string[] = []
  const items = await itemsOf(client, runId)
  const open = items.filter(({ decision }) => decision === null)
  if (open.length > 0) problems.push(`${open.length} items without a decision`)
  const asked = items.flatMap(({ payload }) => (payload as { callId?: string }).callId ?? [])
  if (new Set(asked).size < asked.length) problems.push(`asked about a call again: ${asked.join()}`)
  const resolved = (await client.timeline(runId)).filter(({ type }) => type === 'item-resolved')
  if (resolved.length !== items.length) problems.push(`${resolved.length} decisions of ${items.length} items`)

  const effects = (await rowsOf(fleet.environment)('effects')).filter(({ key }) => key === runId)
  const answered = effects
    .filter(({ verb }) => verb === 'resume-agent')
    .flatMap(({ payload }) => answersIn(payload))
  if (new Set(answered).size < answered.length) problems.push('an interrupt was answered twice')

  const results = conversation.flatMap(({ tool_call_id }) => tool_call_id ?? [])
  if (new Set(results).size < results.length) problems.push('a call has two results')
  return problems
}

function answersIn(payload: unknown): string[] {
  const { answers = [] } = (typeof payload === 'string' ? JSON.parse(payload) : payload) as {
    answers?: { interruptId: string; checkpointId: string }[]
  }
  return answers.map(({ interruptId, checkpointId }) => `${interruptId} at ${checkpointId}`)
}
