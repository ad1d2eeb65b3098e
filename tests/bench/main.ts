import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../../scripts/project-root.ts'
import type { Bench, BenchCase, BenchReport } from './bench-case.ts'
import { CASES } from './cases.ts'
import { peersMissing } from './install-peers.ts'
import { describeEntrants } from './race/entrants.ts'
import { type Outcome, renderDocument } from './report/document.ts'
import { describeMachine } from './report/machine.ts'
import { mergeOutcomes } from './report/merge-outcomes.ts'
import { sharedPostgres } from './shared-postgres.ts'
import { SHORTFALLS } from './shortfalls.ts'

const PAGE = join(root, 'docs/benchmarks.md')

const { values } = parseArgs({
  options: {
    case: { type: 'string', multiple: true },
    rounds: { type: 'string', default: '3' },
    write: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
const chosen = CASES.filter(({ name }) => values.case?.includes(name) ?? true)
if (values.help || chosen.length === 0 || !/^[1-9]\d*$/.test(values.rounds)) {
  console.error(
    `Usage: npm run bench -- [--case ${CASES.map(({ name }) => name).join(' | ')}]… [--rounds 3] [--write]`,
  )
  console.error(
    'All cases write docs/benchmarks.md; some of them with --write replace what it says of these.',
  )
  process.exit(values.help ? 0 : 2)
}

const postgres = sharedPostgres()
const bench: Bench = { rounds: Number(values.rounds), postgres: postgres.start, peersMissing }
const outcomes: Outcome[] = []
try {
  for (const each of chosen) outcomes.push(await outcomeOf(each))
  if (values.write || chosen.length === CASES.length) await writePage()
} finally {
  await postgres.stop()
}

/** A case that breaks is listed as such; the others are measured all the same. */
async function outcomeOf({ name, title, measure }: BenchCase): Promise<Outcome> {
  const started = performance.now()
  let report: BenchReport
  try {
    report = await measure((line) => console.error(line), bench)
  } catch (error) {
    console.error(`FAILED  ${name}:`, error)
    process.exitCode = 1
    return { name, title, report: { error: (error as Error).message.split('\n')[0]! } }
  }
  const { figures, holds, found } = report
  for (const [line, held] of Object.entries(holds))
    console.error(
      `${held ? 'holds      ' : 'FALLS SHORT'}  ${line}${found?.[line] ? `: ${found[line]}` : ''}`,
    )
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(JSON.stringify({ case: name, seconds, ...figures, holds }))
  if (Object.values(holds).includes(false)) process.exitCode = 1
  return { name, title, report }
}

async function writePage(): Promise<void> {
  const date = new Date().toISOString().slice(0, 10)
  const { rounds } = bench
  const machine = await describeMachine((await bench.postgres()).url)
  const common = { date, rounds, outcomes, shortfalls: SHORTFALLS }
  if (chosen.length === CASES.length) {
    const entrants = await describeEntrants()
    writeFileSync(PAGE, renderDocument({ ...common, machine, entrants }))
  } else {
    const settings = [
      machine.Processors,
      `Node ${machine.Node}`,
      `Postgres ${machine.Postgres}`,
      machine['Where the data is'],
    ].join('; ')
    const titles = CASES.map(({ title }) => title)
    writeFileSync(PAGE, mergeOutcomes(readFileSync(PAGE, 'utf8'), { ...common, settings, titles }))
  }
  console.error('Written: docs/benchmarks.md')
}
