/** The least that can still be seen of a day on which something happened. */
const LEAST = 2

/** How high each bar is, of a hundred; the highest takes it all. */
export function barHeights(values: readonly number[]): number[] {
  const most = Math.max(0, ...values)
  return values.map((value) => (value <= 0 ? 0 : Math.max(LEAST, (value / most) * 100)))
}
