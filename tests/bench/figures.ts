/** What one measurement found, in milliseconds. */
export interface Spread {
  n: number
  p50: number
  p95: number
  max: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!)
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) }
}

const rounded = (ms: number): number => Math.round(ms * 100) / 100
