import { processors } from '../../bench/report/machine.ts'
import { spoken } from '../../bench/report/spoken.ts'
import type { SeedReport } from './run-seed.ts'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Adds up what the reports of several seeds count under the same names. */
function total(counts: readonly Partial<Record<string, number>>[]): Record<string, number> {
  const names = [...new Set(counts.flatMap((each) => Object.keys(each)))].sort()
  return Object.fromEntries(names.map((name) => [name, sum(counts.map((each) => each[name] ?? 0))]))
}

const inWords = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${spoken(name)} ${count}`)
    .join(', ')

/** “least–most”, over the seeds. */
const range = (numbers: readonly number[]): string => `${Math.min(...numbers)}–${Math.max(...numbers)}`

/** What a run of several seeds found, as a table for docs/reliability.md. */
export function renderFigures(reports: readonly SeedReport[], date: string): string {
  const seeds = reports.map(({ seed }) => seed)
  const faultsOf = ({ faults }: SeedReport) => sum(Object.values(faults))
  const verdicts = Object.entries(Object.groupBy(reports, ({ verdict }) => verdict))
  const rows: [string, string][] = [
    ['run', `${date}, ${processors()}, Node ${process.version}`],
    ['seeds', range(seeds)],
    ['verdicts', verdicts.map(([verdict, of]) => `${of.length} ${verdict}`).join(', ')],
    ['seconds a seed', range(reports.map(({ seconds }) => seconds))],
    ['messages a seed', range(reports.map(({ messages }) => messages))],
    [
      'faults a seed',
      `${range(reports.map(faultsOf))}, of ${range(reports.map(({ faults }) => Object.keys(faults).length))} kinds`,
    ],
    ['faults, all seeds', inWords(total(reports.map(({ faults }) => faults)))],
    ['they bit', inWords(total(reports.map(({ bites }) => ({ ...bites }))))],
    ['effects', inWords(total(reports.map(({ effects }) => effects)))],
    ['runs', inWords(total(reports.map(({ runs }) => runs)))],
    ['decisions by two clients', String(sum(reports.map(({ contests }) => contests)))],
    ['comments doubled by a stall', String(sum(reports.map(({ stallDuplicates }) => stallDuplicates)))],
    ['healed within, ms', range(reports.map(({ healedMs }) => healedMs))],
    [
      'violations',
      String(
        sum(reports.filter(({ verdict }) => verdict === 'failed').map(({ problems }) => problems.length)),
      ),
    ],
  ]
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')
}
