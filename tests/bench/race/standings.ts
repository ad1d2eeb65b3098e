import type { BenchReport, Table } from '../bench-case.ts'
import { type Rounds, roundsOf } from '../figures.ts'
import type { Entrant } from './entrants.ts'
import type { Result } from './rounds.ts'

export interface Standing extends Partial<Rounds> {
  name: string
  kind: Entrant['kind']
  dropped?: string
  /** Ours in relation to this one. */
  ratio?: number
}

/** What is raced for. */
export interface Race {
  title: string
  unit: string
  /** Whether more is better, as of messages a second, or less, as of milliseconds. */
  better: 'more' | 'less'
}

export interface Bar {
  /** As QUALITY has it. */
  line: string
  /** Against the best of these. */
  against: 'peer' | 'limit'
  /** At least so many times as much, or at most, if less is better. */
  ratio: number
}

export function standingsOf(results: readonly Result<number>[]): Standing[] {
  const ours = results.find(({ entrant }) => entrant.kind === 'ours')!
  const our = roundsOf(ours.rounds).median
  return results.map(({ entrant: { name, kind }, rounds, dropped }): Standing => {
    if (dropped !== undefined) return { name, kind, dropped }
    const found = roundsOf(rounds)
    return { name, kind, ...found, ...(kind === 'ours' ? {} : { ratio: our / found.median }) }
  })
}

/** Whether each line of the bar holds, and by how much. */
export function judge(
  standings: readonly Standing[],
  { unit, better }: Race,
  bars: readonly Bar[],
): Pick<BenchReport, 'holds' | 'found'> & { found: Record<string, string> } {
  const report = { holds: {} as Record<string, boolean>, found: {} as Record<string, string> }
  const ours = standings.find(({ kind }) => kind === 'ours')!
  for (const { line, against, ratio } of bars) {
    const best = bestOf(standings, against, better)
    if (best?.ratio === undefined) {
      report.holds[line] = false
      report.found[line] = 'not measured: nobody to compare with'
      continue
    }
    report.holds[line] = better === 'more' ? best.ratio >= ratio : best.ratio <= ratio
    report.found[line] =
      `${figure(best.ratio)} × (${figure(ours.median!)} ${unit}; ${best.name} ${figure(best.median!)})`
  }
  return report
}

function bestOf(standings: readonly Standing[], kind: Bar['against'], better: Race['better']) {
  const sorted = standings
    .filter((standing) => standing.kind === kind && standing.median !== undefined)
    .sort((a, b) => a.median! - b.median!)
  return better === 'more' ? sorted.at(-1) : sorted[0]
}

export function tableOf(standings: readonly Standing[], { title, unit }: Race): Table {
  return {
    title,
    head: ['', `${unit}, median`, 'min – max', 'pm-bot in relation'],
    rows: standings.map(({ name, median, min, max, ratio, dropped }) =>
      dropped === undefined
        ? [
            name,
            figure(median!),
            `${figure(min!)} – ${figure(max!)}`,
            ratio === undefined ? '' : `${figure(ratio)} ×`,
          ]
        : [name, 'not measured', dropped, ''],
    ),
  }
}

/** Three digits that mean something; what is little is not shown as nothing. */
export function figure(value: number): string {
  if (value > 0 && value < 0.1) return value.toLocaleString('en-US', { maximumSignificantDigits: 2 })
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
