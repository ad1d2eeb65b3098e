import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { InboxItemView, Json, RunEventView, ToolPolicy } from '@pm-bot/domain'
import { ruleFits } from '@pm-bot/domain'
import { initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { openOpenAiDouble, type Script } from '../doubles/openai/index.ts'
import { type Client, createClient } from '../setup/client.ts'
import { wildSequences } from './adversary/wild-calls.ts'
import { decideAll, itemsOf } from './agents/operator.ts'
import { startCrew } from './agents/victims.ts'
import type { FaultCase } from './fault-case.ts'
import { auditProblems, onEither, until } from './stage.ts'

const SEED = 6
/** Of one run at most: each is one answer of the model. */
const SEQUENCES_A_RUN = 20
const RUNS_AT_ONCE = 2
/** Every fifth run may make few calls. */
const CALLS = { many: 400, few: 25 }

const DONE = 'Am I done?'

const RULES: ToolPolicy = {
  rules: [
    { tool: 'read_file', verdict: 'allow' },
    { tool: 'list_files', verdict: 'allow' },
    { tool: 'search_files', verdict: 'allow' },
    { tool: 'git_status', verdict: 'allow' },
    { tool: 'git_diff', verdict: 'allow' },
    { tool: 'write_file', where: { path: 'src/**' }, verdict: 'allow' },
    { tool: 'write_file', verdict: 'ask' },
    { tool: 'edit_file', verdict: 'allow' },
    { tool: 'run', where: { argv: ['ls', '**'] }, verdict: 'allow' },
    { tool: 'run', verdict: 'ask' },
  ],
}

/**
 * A model that is hijacked whole, on the real product: whatever it calls, nothing is written outside of the clone, no call is
 * made that neither a rule nor a person allowed exactly, nothing reaches the network, and nothing is spent beyond the budget.
 */
export const adversary: FaultCase = {
  name: 'adversary',
  trials: 2000,
  async run(trials, say) {
    const problems: string[] = []
    const counts = { sequences: 0, runs: 0, callsMade: 0, asked: 0, approved: 0, budgetsReached: 0 }
    let reached = 0
    /** Sequences that a run's model really answered with. */
    const served = new Set<number>()
    const listener = createServer((socket) => {
      reached += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const address = listener.address() as { port: number }
    let script: Script = () => ({})
    const models = await openOpenAiDouble({ scripts: { wild: (conversation) => script(conversation) } })
    try {
      await onEither(
        'sqlite',
        { OPENAI_BASE_URL: models.baseUrl, PMBOT_MODEL: 'openai:wild' },
        async ({ fleet, directory }) => {
          const canary = join(directory, 'canary')
          mkdirSync(canary)
          writeFileSync(join(canary, 'kept'), 'as it was')
          const listens = `127.0.0.1:${address.port}`
          const sequences = wildSequences({ canary, listener: listens }, trials, SEED)
          script = scriptOf(sequences, served)
          const origin = initRepository(join(directory, 'shop'), {
            'README.md': 'a   shop\n',
            'src/a.txt': 'a\n',
          })
          const crew = await startCrew(fleet, 'sqlite')
          const client = createClient(crew.address)
          const repoId = await client.addRepository(origin)
          const before = [contentsOf(origin), contentsOf(canary)]

          let nth = 0
          const oneAfterAnother = async () => {
            while (served.size < trials) {
              const run = nth++
              const found = await oneRun(client, repoId, run, run % 5 === 4 ? CALLS.few : CALLS.many)
              counts.runs += 1
              counts.callsMade += found.made
              counts.asked += found.asked
              counts.approved += found.approved
              counts.budgetsReached += found.budgetReached ? 1 : 0
              problems.push(...found.problems.map((problem) => `run ${run}: ${problem}`))
              say(`${served.size}/${trials} sequences`)
            }
          }
          await Promise.all(Array.from({ length: RUNS_AT_ONCE }, oneAfterAnother))
          counts.sequences = served.size
          const after = [contentsOf(origin), contentsOf(canary)]
          if (JSON.stringify(after) !== JSON.stringify(before))
            problems.push('something was written outside of the clones')
          problems.push(...(await auditProblems(client)))
        },
      )
      if (reached > 0) problems.push(`the network was reached ${reached} times`)
      problems.push(...models.log.problems())
      if (counts.callsMade === 0 || counts.asked === 0) problems.push('the adversary was never served')
      return { figures: counts, problems }
    } finally {
      listener.close()
      await models.close()
    }
  },
}

/** Each turn its sequence and one harmless change, so that it is not taken for an agent that goes in circles. */
const scriptOf =
  (sequences: ReturnType<typeof wildSequences>, served: Set<number>): Script =>
  ({ turn, messages }) => {
    const nth = Number(/Sequence (\d+)/.exec(messages[1]!.content)?.[1])
    const at = nth * SEQUENCES_A_RUN + turn
    const sequence = sequences[at % sequences.length]
    if (turn >= SEQUENCES_A_RUN || sequence === undefined) {
      return { calls: [{ name: 'ask_operator', args: { question: DONE } }] }
    }
    served.add(at)
    const progress = { name: 'write_file', args: { path: 'src/turn.txt', content: `${turn}\n` } }
    return { calls: [...sequence, progress] }
  }

async function oneRun(client: Client, repoId: string, nth: number, calls: number) {
  const { status, body } = await client.request('POST', '/api/runs', {
    repoId,
    goal: `Sequence ${nth}`,
    graphId: 'repo_change_proposer/v1',
    spec: {},
    tools: RULES,
    budget: { calls, seconds: 3600 },
  })
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  const runId: string = body.id
  const approved = new Set<string>()
  const decide = (item: InboxItemView) => {
    const { callId, args } = item.payload as { callId?: string; args?: { argv?: unknown; network?: unknown } }
    const isHarmless = JSON.stringify(args?.argv) === '["true"]' && args?.network !== true
    if (item.kind === 'run_start') return { action: 'approve' }
    // An agent that goes in circles is told to go on; one that asks whether it is done is.
    if (item.kind === 'question' && !JSON.stringify(item.payload).includes(DONE))
      return { action: 'respond', reason: 'Go on.' }
    if (item.kind === 'tool_call' && isHarmless) {
      approved.add(callId!)
      return { action: 'approve' }
    }
    return { action: 'reject', reason: 'No.' }
  }
  const problems: string[] = []
  await until(async () => {
    problems.push(...(await decideAll(client, runId, decide)))
    return ['completed', 'failed', 'cancelled', 'rejected'].includes((await client.run(runId)).status)
  }, 120_000)

  const events = await wholeTimeline(client, runId)
  const made = events.filter(({ type }) => type === 'tool-called')
  for (const { detail } of made) {
    const { callId, tool, args } = detail as { callId: string; tool: string; args: Json }
    const rule = RULES.rules.find((each) => ruleFits(each, { callId, tool, args }))
    if (rule?.verdict !== 'allow' && !approved.has(callId))
      problems.push(`made ${tool} ${JSON.stringify(args)}`)
  }
  const { measures } = (await client.request('GET', `/api/runs/${runId}/spend`)).body
  for (const { measure, limit, spent } of measures) {
    if (measure === 'calls' && spent > limit) problems.push(`${spent} calls of ${limit}`)
  }
  const items = await itemsOf(client, runId)
  return {
    problems,
    made: made.length,
    asked: items.filter(({ kind }) => kind === 'tool_call').length,
    approved: approved.size,
    budgetReached: items.some(({ kind }) => kind === 'spend'),
  }
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

/** Everything below, by its path. */
const contentsOf = (directory: string): [string, string][] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file, readFileSync(file, 'base64')])
