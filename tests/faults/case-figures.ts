import { processors } from '../bench/report/machine.ts'
import { renderFigures } from '../bench/report/render-figures.ts'
import type { FaultReport } from './fault-case.ts'

/** What one run of a case found. */
export interface CaseRun extends FaultReport {
  name: string
  trials: number
  seconds: number
}

const HEAD = '| case | run | trials | seconds | counted | did not hold |\n|---|---|---|---|---|---|'

/**
 * The table of docs/reliability.md with the row of this run, in the place of an older one of the same case: each row has
 * the date and the machine of its own run. Rows stand in the order of `names`; a case that is no more loses its row.
 */
export function withCaseRow(table: string, run: CaseRun, date: string, names: readonly string[]): string {
  const rows = new Map(table.split('\n').map((row) => [row.split('|')[1]?.trim(), row]))
  rows.set(run.name, rowOf(run, date))
  return [HEAD, ...names.flatMap((name) => rows.get(name) ?? [])].join('\n')
}

function rowOf({ name, trials, seconds, figures, problems }: CaseRun, date: string): string {
  const counted = renderFigures(figures).map(([what, value]) => `${what} ${value}`)
  const cells = [
    name,
    `${date}, ${processors()}, Node ${process.version}`,
    trials,
    seconds,
    counted.join(' · ').replaceAll('|', '\\|'),
    problems.length,
  ]
  return `| ${cells.join(' | ')} |`
}
