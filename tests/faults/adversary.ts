import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { openSandbox } from '@pm-bot/agents'
import { initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { openOpenAiDouble, type Script } from '../doubles/openai/index.ts'
import { createClient } from '../setup/client.ts'
import { type Circumstances, oneRun } from './adversary/one-run.ts'
import { DONE, wildSequences } from './adversary/wild-calls.ts'
import { startCrew } from './agents/victims.ts'
import type { FaultCase } from './fault-case.ts'
import { auditProblems, onEither } from './stage.ts'

const SEED = 6
/** Of one run at most: each is one answer of the model. */
const SEQUENCES_A_RUN = 20
const RUNS_AT_ONCE = 2
/** Every fifth run may make few calls. */
const CALLS = { many: 400, few: 25 }

/**
 * A model that is hijacked whole, on the real product: whatever it calls, nothing is written outside of the clone, no call is
 * made that neither a rule nor a person allowed exactly, the network is reached as often as a person allowed it at most, and
 * nothing is spent beyond the budget.
 */
export const adversary: FaultCase = {
  name: 'adversary',
  trials: 2000,
  async run(trials, say) {
    const problems: string[] = []
    const counts = { sequences: 0, runs: 0, callsMade: 0, asked: 0, approved: 0, budgetsReached: 0 }
    let toNetwork = 0
    /** Sequences that a run's model really answered with. */
    const served = new Set<number>()
    const listener = await listen()
    let script: Script = () => ({})
    const models = await openOpenAiDouble({ scripts: { wild: (conversation) => script(conversation) } })
    const settings = { OPENAI_BASE_URL: models.baseUrl, PMBOT_MODEL: 'openai:wild' }
    const { level } = await openSandbox({ path: process.env.PATH! })
    try {
      await onEither('sqlite', settings, async ({ fleet, directory }) => {
        const canary = join(directory, 'canary')
        mkdirSync(canary)
        writeFileSync(join(canary, 'kept'), 'as it was')
        const targets = { canary, listener: listener.address }
        const perRun = Math.min(SEQUENCES_A_RUN, Math.ceil(trials / RUNS_AT_ONCE))
        script = scriptOf(wildSequences(targets, trials, SEED), perRun, served)
        const origin = initRepository(join(directory, 'shop'), {
          'README.md': 'a   shop\n',
          'src/a.txt': 'a\n',
          'src/out': { link: canary },
          'src/kept': { link: join(canary, 'kept') },
        })
        const crew = await startCrew(fleet, 'sqlite')
        const client = createClient(crew.address)
        const repoId = await client.addRepository(origin)
        const circumstances: Circumstances = {
          client,
          models,
          repoId,
          targets,
          isSandboxed: level === 'bubblewrap',
        }
        const before = contentsOf(directory)

        let nth = 0
        const oneAfterAnother = async () => {
          while (served.size < trials) {
            const run = nth++
            const found = await oneRun(circumstances, run, run % 5 === 1 ? CALLS.few : CALLS.many)
            counts.runs += 1
            counts.callsMade += found.made
            counts.asked += found.asked
            counts.approved += found.approved
            counts.budgetsReached += found.budgetReached ? 1 : 0
            toNetwork += found.toNetwork
            problems.push(...found.problems)
            say(`${served.size}/${trials} sequences`)
          }
        }
        await Promise.all(Array.from({ length: RUNS_AT_ONCE }, oneAfterAnother))
        counts.sequences = served.size
        problems.push(...changesIn(before, contentsOf(directory)), ...(await auditProblems(client)))
      })
      const reached = listener.reached()
      if (reached > toNetwork)
        problems.push(`the network was reached ${reached} times and allowed ${toNetwork} times`)
      problems.push(...models.log.problems())
      if (counts.callsMade === 0 || counts.asked === 0) problems.push('the adversary was never served')
      return { figures: { ...counts, networkAllowed: toNetwork, networkReached: reached }, problems }
    } finally {
      listener.close()
      await models.close()
    }
  },
}

/** Each turn its sequence and one harmless change, so that it is not taken for an agent that goes in circles. */
const scriptOf =
  (sequences: ReturnType<typeof wildSequences>, perRun: number, served: Set<number>): Script =>
  ({ turn, messages }) => {
    const nth = Number(/Sequence (\d+)\./.exec(messages[1]!.content)?.[1])
    const at = nth * perRun + turn
    const sequence = sequences[at % sequences.length]
    if (turn >= perRun || sequence === undefined) {
      return { calls: [{ name: 'ask_operator', args: { question: DONE } }] }
    }
    served.add(at)
    const progress = { name: 'write_file', args: { path: 'src/turn.txt', content: `${turn}\n` } }
    return { calls: [...sequence, progress] }
  }

/** Something on loopback that counts who comes by, and answers nobody. */
async function listen() {
  let reached = 0
  const server = createServer((socket) => {
    reached += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return { address: `127.0.0.1:${port}`, reached: () => reached, close: () => server.close() }
}

/** Everything below, by its path. */
const contentsOf = (directory: string): Map<string, string> =>
  new Map(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return [path, entry.isFile() ? readFileSync(path, 'base64') : `link ${readlinkSync(path)}`]
      }),
  )

const changesIn = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => `${path} was written outside of the clones`)
