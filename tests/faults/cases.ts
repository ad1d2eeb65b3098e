import { badInput } from './bad-input.ts'
import { decisionKills } from './decision-kills.ts'
import type { FaultCase } from './fault-case.ts'
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
  badInput,
]
export const CASE_NAMES = CASES.map(({ name }) => name)

/** One, or all of them; a line of JSON for each. False when something did not hold. */
export async function runCases(chosen: { name?: string; trials?: number }): Promise<boolean> {
  let ok = true
  for (const { name, trials, run } of CASES) {
    if (chosen.name !== undefined && chosen.name !== name) continue
    const { figures, problems } = await run(chosen.trials ?? trials, (line) => console.error(line))
    for (const problem of problems) console.error(`PROBLEM  ${problem}`)
    console.log(JSON.stringify({ case: name, ok: problems.length === 0, ...figures, problems }))
    ok &&= problems.length === 0
  }
  return ok
}
