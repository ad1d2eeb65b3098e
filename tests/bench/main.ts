import { parseArgs } from 'node:util'
import type { BenchCase } from './bench-case.ts'
import { blockedRuns } from './blocked-runs.ts'

const CASES: BenchCase[] = [blockedRuns]

const { values } = parseArgs({ options: { case: { type: 'string' }, help: { type: 'boolean' } } })
const chosen = CASES.filter(({ name }) => values.case === undefined || values.case === name)
if (values.help || chosen.length === 0) {
  console.error(`Usage: npm run bench -- [--case ${CASES.map(({ name }) => name).join(' | ')}]`)
  process.exit(values.help ? 0 : 2)
}

for (const { name, measure } of chosen) {
  const { figures, holds } = await measure((line) => console.error(line))
  for (const [line, held] of Object.entries(holds))
    console.error(`${held ? 'holds' : 'FALLS SHORT'}  ${line}`)
  console.log(JSON.stringify({ case: name, ...figures, holds }))
  if (Object.values(holds).includes(false)) process.exitCode = 1
}
