const HOUR_MS = 60 * 60 * 1000

/** Lets so many an hour be recorded, so that whoever is refused over and over cannot fill the disk. */
export function createSparingRecord(mostAnHour: number, now: () => number = Date.now) {
  let recordedAt: number[] = []
  let unrecorded = 0
  return {
    /** @returns how many were left out since the last that was recorded, or undefined: this one is left out as well */
    admit(isWorthIt = true): number | undefined {
      recordedAt = recordedAt.filter((at) => at > now() - HOUR_MS)
      if (!isWorthIt || recordedAt.length >= mostAnHour) {
        unrecorded += 1
        return undefined
      }
      recordedAt.push(now())
      const before = unrecorded
      unrecorded = 0
      return before
    },
  }
}
