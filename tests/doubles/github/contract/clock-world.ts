/** The time that `created_at` and `updated_at` are taken from. Tokens and quotas go by the real one. */
export interface ClockWorld {
  now(): string
  /** Goes on from there, at the speed of the real one. */
  setClock(at: string): void
  /** Stands still, there or where it is. */
  stopClock(at?: string): void
  advanceClock(milliseconds: number): void
}
