export const MINUTES = 30

/** How many events fell into each of the last minutes, the oldest first. `ages`: seconds since each. */
export function perMinute(ages: readonly number[]): number[] {
  const counts = new Array<number>(MINUTES).fill(0)
  for (const age of ages) {
    const minute = MINUTES - 1 - Math.floor(age / 60)
    if (minute >= 0) counts[minute]! += 1
  }
  return counts
}
