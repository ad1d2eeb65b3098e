import { adversary } from './adversary.ts'
import { agentKills } from './agent-kills.ts'
import { answerKills } from './answer-kills.ts'
import { badInput } from './bad-input.ts'
import { withCaseRow } from './case-figures.ts'
import { decisionKills } from './decision-kills.ts'
import type { FaultCase } from './fault-case.ts'
import { changeFigures } from './figures-page.ts'
import { githubApplies } from './github-applies.ts'
import { importKills } from './import-kills.ts'
import { oppositeDecisions } from './opposite-decisions.ts'
import { poison } from './poison.ts'
import { postgresRestart } from './postgres-restart.ts'
import { restarts } from './restarts.ts'
import { workerKills } from './worker-kills.ts'

const CASES: FaultCase[] = [
  workerKills,
  restarts,
  postgresRestart,
  decisionKills,
  oppositeDecisions,
  poison,
  githubApplies,
  importKills,
  agentKills,
  answerKills,
  adversary,
  badInput,
]
export const CASE_NAMES = CASES.map(({ name }) => name)

export interface CasesToRun {
  /** All of them without it. */
  name?: string
  trials?: number
  /** Puts a row of figures for each into docs/reliability.md. */
  write: boolean
}

/** One, or all of them; a line of JSON for each. False when something did not hold. */
export async function runCases({ write, ...chosen }: CasesToRun): Promise<boolean> {
  let ok = true
  for (const { name, trials: usual, run } of CASES) {
    if (chosen.name !== undefined && chosen.name !== name) continue
    const trials = chosen.trials ?? usual
    const began = performance.now()
    const { figures, problems } = await run(trials, (line) => console.error(line))
    const seconds = Math.round((performance.now() - began) / 1000)
    for (const problem of problems) console.error(`PROBLEM  ${problem}`)
    console.log(JSON.stringify({ case: name, ok: problems.length === 0, seconds, ...figures, problems }))
    if (write) {
      const date = new Date().toISOString().slice(0, 10)
      const found = { name, trials, seconds, figures, problems }
      changeFigures('cases', (table) => withCaseRow(table, found, date, CASE_NAMES))
    }
    ok &&= problems.length === 0
  }
  return ok
}
