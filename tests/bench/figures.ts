/** What one measurement found, in milliseconds. */
export interface Spread {
  n: number
  p50: number
  p95: number
  p99: number
  max: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!)
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

/** What several rounds found. */
export interface Rounds {
  rounds: number
  median: number
  min: number
  max: number
}

export function roundsOf(values: readonly number[]): Rounds {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
  return {
    rounds: sorted.length,
    median: rounded(median),
    min: rounded(sorted[0]!),
    max: rounded(sorted.at(-1)!),
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100
