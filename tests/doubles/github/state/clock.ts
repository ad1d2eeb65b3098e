/** The time that `created_at` and `updated_at` are taken from. GitHub shows it in whole seconds. */
export interface Clock {
  now(): Date
  /** Goes on from there, at the speed of the real one. */
  set(at: string): void
  /** Stands still, there or where it is. */
  stop(at?: string): void
  advance(milliseconds: number): void
}

export function createClock(): Clock {
  let ahead = 0
  let stoppedAt: number | undefined
  const now = () => stoppedAt ?? Date.now() + ahead

  return {
    now: () => new Date(now()),
    set(at) {
      ahead = Date.parse(at) - Date.now()
      stoppedAt = undefined
    },
    stop(at) {
      stoppedAt = at === undefined ? now() : Date.parse(at)
    },
    advance(milliseconds) {
      if (stoppedAt === undefined) ahead += milliseconds
      else stoppedAt += milliseconds
    },
  }
}
