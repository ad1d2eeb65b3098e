import { parseArgs } from 'node:util'
import { decisionKills } from './decision-kills.ts'
import type { FaultCase } from './fault-case.ts'
import { oppositeDecisions } from './opposite-decisions.ts'
import { poison } from './poison.ts'
import { postgresRestart } from './postgres-restart.ts'
import { restarts } from './restarts.ts'
import { workerKills } from './worker-kills.ts'

const CASES: FaultCase[] = [workerKills, restarts, postgresRestart, decisionKills, oppositeDecisions, poison]

const { values } = parseArgs({
  options: { case: { type: 'string' }, trials: { type: 'string' }, help: { type: 'boolean' } },
})
const chosen = CASES.filter(({ name }) => values.case === undefined || values.case === name)
if (values.help || chosen.length === 0) {
  console.error(`Usage: npm run faults -- [--case ${CASES.map(({ name }) => name).join(' | ')}] [--trials N]`)
  process.exit(values.help ? 0 : 2)
}

for (const { name, trials, run } of chosen) {
  const { figures, problems } = await run(Number(values.trials ?? trials), (line) => console.error(line))
  for (const problem of problems) console.error(`PROBLEM  ${problem}`)
  console.log(JSON.stringify({ case: name, ok: problems.length === 0, ...figures, problems }))
  if (problems.length > 0) process.exitCode = 1
}
