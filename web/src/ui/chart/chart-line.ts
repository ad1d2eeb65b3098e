/** A line of a chart, over the same times as the others. */
export interface ChartLine {
  label: string
  /** A token of tokens.css, without its dashes. */
  color: 'blue' | 'green' | 'amber' | 'red'
  /** Told apart without colours too. */
  dash?: readonly number[]
  values: readonly (number | null)[]
}

export interface ChartData {
  /** In seconds, rising. */
  times: readonly number[]
  lines: readonly ChartLine[]
}

/** Where nothing was measured for a while, the line breaks instead of bridging it. */
export function withGaps({ times, lines }: ChartData): ChartData {
  const step = smallestStep(times)
  const points: { time: number; index: number | null }[] = []
  times.forEach((time, index) => {
    const before = times[index - 1]
    if (before !== undefined && time - before > 2.5 * step) points.push({ time: before + step, index: null })
    points.push({ time, index })
  })
  return {
    times: points.map(({ time }) => time),
    lines: lines.map((line) => ({
      ...line,
      values: points.map(({ index }) => (index === null ? null : (line.values[index] ?? null))),
    })),
  }
}

function smallestStep(times: readonly number[]): number {
  let smallest = Number.POSITIVE_INFINITY
  for (let index = 1; index < times.length; index += 1)
    smallest = Math.min(smallest, times[index]! - times[index - 1]!)
  return smallest
}

export interface ChartRow {
  time: number
  values: (number | null)[]
}

/** The same as a table that can be read: the highest of each stretch. */
export function tableOf({ times, lines }: ChartData, most = 12): ChartRow[] {
  const size = Math.max(1, Math.ceil(times.length / most))
  const rows: ChartRow[] = []
  for (let from = 0; from < times.length; from += size) {
    const to = Math.min(from + size, times.length)
    rows.push({ time: times[to - 1]!, values: lines.map((line) => highest(line.values.slice(from, to))) })
  }
  return rows
}

export function highest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.max(...known)
}
