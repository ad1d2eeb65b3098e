import type { Issue } from './records.ts'
import type { State } from './state.ts'

/** As GitHub writes it: in whole seconds. */
export const isoTime = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`

export const isoTimeOrNull = (milliseconds: number | null) =>
  milliseconds === null ? null : isoTime(milliseconds)

/** What is seen from now on may say that it happened a little earlier, never before what was seen. */
export function changedAt(state: State, before = 0): number {
  return Math.max(before, state.clock.now().getTime() - state.lateness())
}

export function touch(state: State, issue: Issue): void {
  issue.updatedAt = changedAt(state, issue.updatedAt)
}
