/** Where an axis has its marks, and what stands beside them. */
export interface ChartScale {
  steps: readonly number[]
  tick: (value: number) => string
}

const tens = [1, 10, 100, 1000, 10_000, 100_000]

/** Things, which come whole. */
export const COUNTS: ChartScale = {
  steps: tens.flatMap((ten) => [ten, 2 * ten, 5 * ten]),
  tick: (count) => (count < 1000 ? String(count) : `${count / 1000} k`),
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Seconds, with marks where a clock has them. */
export const SECONDS: ChartScale = {
  steps: [1, 2, 5, 10, 20, 30, ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * MINUTE)].concat(
    [1, 2, 6, 12, 24, 48, 96].map((hours) => hours * HOUR),
  ),
  tick(seconds) {
    if (seconds === 0) return '0'
    if (seconds < MINUTE) return `${seconds} s`
    return seconds < HOUR ? `${rounded(seconds / MINUTE)} min` : `${rounded(seconds / HOUR)} h`
  },
}

const rounded = (value: number) => Math.round(value * 10) / 10
