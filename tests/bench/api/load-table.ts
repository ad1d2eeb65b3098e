import type { Table } from '../bench-case.ts'
import { roundsOf, spreadOf } from '../figures.ts'
import type { LoadResult } from './load-plan.ts'

/** Each kind of request, in medians of the rounds. */
export function tableOfLoads(title: string, loads: readonly LoadResult[], notes: readonly string[]): Table {
  const kinds = Object.keys(loads[0]!.times).sort()
  const rows = kinds.map((kind) => {
    const spreads = loads.map(({ times }) => spreadOf(times[kind] ?? []))
    const of = (which: 'p50' | 'p95' | 'max') => {
      const { median, min, max } = roundsOf(spreads.map((spread) => spread[which]))
      return `${median} (${min} to ${max})`
    }
    return [kind, String(spreads[0]!.n), of('p50'), of('p95'), of('max')]
  })
  const perSecond = roundsOf(loads.map(({ times, elapsedMs }) => (count(times) / elapsedMs) * 1000))
  return {
    title,
    head: ['request', 'a round', 'p50, ms', 'p95, ms', 'longest, ms'],
    rows,
    notes: [
      ...notes,
      `All together ${perSecond.median} requests a second (${perSecond.min} to ${perSecond.max}).`,
    ],
  }
}

const count = (times: LoadResult['times']): number => Object.values(times).flat().length

export const failuresOf = ({ failures }: LoadResult): string[] =>
  Object.entries(failures).map(([failure, times]) => `${times} × ${failure}`)
