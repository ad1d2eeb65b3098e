import type { BenchReport, Table } from '../bench-case.ts'
import { renderFigures } from './render-figures.ts'

export interface Outcome {
  name: string
  title: string
  /** Or the error that ended the case. */
  report: BenchReport | { error: string }
}

export interface Findings {
  date: string
  rounds: number
  machine: Record<string, string>
  outcomes: readonly Outcome[]
  /** Who took part: version and settings. */
  entrants: readonly { name: string; version: string; settings: string }[]
  /** Why a line of the bar falls short and what was tried, by line. */
  shortfalls: Readonly<Record<string, string>>
}

/** docs/benchmarks.md. */
export function renderDocument(findings: Findings): string {
  const { date, rounds, machine, outcomes, entrants } = findings
  const lines = outcomes.flatMap(linesOf)
  return `${[
    '# Benchmarks',
    `Written by \`npm run bench\` on ${date}; not edited by hand. Whatever is compared was measured in ${rounds === 1 ? 'one round' : `${rounds} rounds`}, everyone in ` +
      'each, on one Postgres, every round on a fresh database, every party in processes of its own that were warmed up with ' +
      '1,000 messages, 200 where latency is measured. A figure is the median of the rounds; minimum and maximum stand beside it. Ratios within this run are the ' +
      'measure: absolute figures belong to the machine.',
    renderTable({ title: 'Machine', head: ['', ''], rows: Object.entries(machine) }),
    ...renderBar(lines, findings.shortfalls),
    ...outcomes.flatMap(({ title, report }) => [`## ${title}`, ...sectionOf(report)]),
    '## Who took part',
    renderRows(
      ['', 'version', 'settings'],
      entrants.map(({ name, version, settings }) => [name, version, settings]),
    ),
  ].join('\n\n')}\n`
}

/** One line of the bar. */
export interface Line {
  line: string
  found: string
  held: boolean
}

/** The blocks of the bar: its heading, its table, and why something falls short. */
export const renderBar = (lines: readonly Line[], shortfalls: Readonly<Record<string, string>>): string[] => [
  '## The bar',
  renderRows(
    ['', 'found', ''],
    lines.map(({ line, found, held }) => [line, found, held ? HOLDS : '**falls short**']),
  ),
  ...shortfallsOf(lines, shortfalls),
]

/** What `renderBar` wrote, from its table. */
export const parseBar = (table: string): Line[] =>
  table
    .split('\n')
    .slice(2)
    .map((row) => row.slice(2, -2).split(' | '))
    .map(([line, found, held]) => ({ line: plain(line), found: plain(found), held: held === HOLDS }))

const HOLDS = 'holds'

export function linesOf({ title, report }: Outcome): Line[] {
  if ('error' in report) return [{ line: title, found: `not measured: ${report.error}`, held: false }]
  return Object.entries(report.holds).map(([line, held]) => ({
    line,
    found: report.found?.[line] ?? '',
    held,
  }))
}

function shortfallsOf(lines: readonly Line[], reasons: Readonly<Record<string, string>>): string[] {
  const short = lines.filter(({ held }) => !held)
  if (short.length === 0) return ['Every line holds.']
  return [
    '### What falls short',
    short
      .map(
        ({ line, found }) =>
          `- ${line}: ${found || 'no'}. ${reasons[line] ?? 'The reason is not known yet.'}`,
      )
      .join('\n'),
  ]
}

/** What stands below the heading of a case. */
export function sectionOf(report: Outcome['report']): string[] {
  if ('error' in report) return [`Not measured: ${report.error}`]
  if (report.tables) return report.tables.map(renderTable)
  return [renderRows(['', ''], renderFigures(report.figures))]
}

const renderTable = ({ title, head, rows, notes = [] }: Table): string =>
  [`### ${title}`, renderRows(head, rows), ...notes].join('\n\n')

function renderRows(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`
  return [row(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(row)].join('\n')
}

const escapeCell = (cell: string): string => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')

const plain = (cell = ''): string => cell.replaceAll('\\|', '|')
