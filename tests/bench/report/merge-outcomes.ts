import type { BenchReport } from '../bench-case.ts'
import { type Line, linesOf, type Outcome, parseBar, renderBar, sectionOf } from './document.ts'

/** What one or several cases found that were run without the others. */
export interface LaterFindings {
  date: string
  rounds: number
  /** Processors, versions: in words. */
  settings: string
  outcomes: readonly Outcome[]
  /** Titles of all cases, in the order of the document. */
  titles: readonly string[]
  shortfalls: Readonly<Record<string, string>>
}

const LAST = '## Who took part'

/**
 * The document with what these cases found in the place of what it said of them; lines that it did not have come at the
 * end of the bar. Both say when they were measured: what else stands there belongs to the last full run. A case that
 * broke leaves what was measured before.
 */
export function mergeOutcomes(document: string, { outcomes, ...findings }: LaterFindings): string {
  let blocks = document.trimEnd().split('\n\n')
  for (const { title, report } of outcomes) {
    if ('error' in report) continue
    blocks = mergeBar(blocks, title, report, findings)
    blocks = mergeSection(blocks, title, report, findings)
  }
  return `${blocks.join('\n\n')}\n`
}

type Findings = Omit<LaterFindings, 'outcomes'>

function mergeBar(blocks: string[], title: string, report: BenchReport, findings: Findings): string[] {
  const at = blocks.indexOf('## The bar')
  if (at < 0) throw new Error('the document has no bar: write it by a run of all cases')
  const later = linesOf({ name: '', title, report }).map((line) => ({
    ...line,
    found: dated(line, findings),
  }))
  const isStale = ({ line }: Line) => line === title
  const before = parseBar(blocks[at + 1] ?? '').filter((line) => !isStale(line))
  const merged = [
    ...before.map((line) => later.find((each) => each.line === line.line) ?? line),
    ...later.filter(({ line }) => !before.some((each) => each.line === line)),
  ]
  return [
    ...blocks.slice(0, at),
    ...renderBar(merged, findings.shortfalls),
    ...blocks.slice(nextHeading(blocks, at)),
  ]
}

const dated = ({ found }: Line, { date }: Findings): string =>
  [found, `measured apart, ${date}`].filter(Boolean).join('; ')

function mergeSection(blocks: string[], title: string, report: BenchReport, findings: Findings): string[] {
  const { titles, date, rounds, settings } = findings
  const section = [
    `## ${title}`,
    `Measured apart from the others on ${date}, in ${rounds === 1 ? 'one round' : `${rounds} rounds`}: ${settings}.`,
    ...sectionOf(report),
  ]
  const at = blocks.indexOf(`## ${title}`)
  if (at >= 0) return [...blocks.slice(0, at), ...section, ...blocks.slice(nextHeading(blocks, at))]
  const followers = [...titles.slice(titles.indexOf(title) + 1).map((each) => `## ${each}`), LAST]
  const before = followers.map((heading) => blocks.indexOf(heading)).find((index) => index >= 0)
  return blocks.toSpliced(before ?? blocks.length, 0, ...section)
}

/** Where the section ends that begins at `at`. */
function nextHeading(blocks: readonly string[], at: number): number {
  const next = blocks.findIndex((block, index) => index > at && block.startsWith('## '))
  return next < 0 ? blocks.length : next
}
