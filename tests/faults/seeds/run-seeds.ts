import { writeFigures } from '../figures-page.ts'
import type { Mutant } from '../mutants/mutate.ts'
import type { Family } from './plan-faults.ts'
import { renderFigures } from './render-figures.ts'
import { runSeed, type SeedReport } from './run-seed.ts'
import { FULL, type SeedOptions, SMALL } from './seed-options.ts'

export interface SeedsToRun {
  /** Both included. */
  seeds: { from: number; to: number }
  database: SeedOptions['database']
  family?: Family
  mutant: Mutant
  /** As in `npm test`. */
  small: boolean
  /** Puts the figures into docs/reliability.md. */
  write: boolean
}

/** One after the other, with a line of JSON for each. False unless every one passed. */
export async function runSeeds({ seeds, database, small, write, ...more }: SeedsToRun): Promise<boolean> {
  const reports: SeedReport[] = []
  for (let seed = seeds.from; seed <= seeds.to; seed += 1) {
    const options = { seed, database, size: small ? SMALL : FULL[database], ...more }
    const report = await runSeed(options, (line) => console.error(line))
    for (const problem of report.problems) console.error(`PROBLEM  ${problem}`)
    if (report.kept !== undefined) {
      console.error(`history and logs are kept in ${report.kept}; to repeat it: ${commandFor(options)}`)
    }
    console.log(JSON.stringify(report))
    reports.push(report)
  }
  if (write) {
    writeFigures(database, renderFigures(reports, new Date().toISOString().slice(0, 10)))
  }
  if (reports.length > 1) {
    const passed = reports.filter(({ ok }) => ok).length
    console.log(JSON.stringify({ database, ok: passed === reports.length, seeds: reports.length, passed }))
  }
  return reports.every(({ ok }) => ok)
}

function commandFor({ seed, database, family, mutant = 'none' }: SeedOptions): string {
  const chosen = family === undefined ? '' : ` --case ${family}`
  const changed = mutant === 'none' ? '' : ` --mutant ${mutant}`
  return `npm run faults -- --seed ${seed} --database ${database}${chosen}${changed}`
}
