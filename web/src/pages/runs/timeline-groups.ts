import type { RunEventView, RunTransitionView } from '@pm-bot/domain'

/** What happened while the run stood in one status. */
export interface TimelineGroup {
  transition: RunTransitionView
  /** Null while it still lasts. */
  endedAt: string | null
  events: RunEventView[]
}

/**
 * Events by the status that the run had. A change of status is the heading of a group and no
 * row; it also parts events of one commit, which all have the same time.
 *
 * The first events may have been removed, in whole commits: then the first one left follows
 * the last change of status before it.
 */
export function timelineGroups(
  events: readonly RunEventView[],
  transitions: readonly RunTransitionView[],
  removedTo = 0,
): TimelineGroup[] {
  const groups = transitions.map(
    (transition, index): TimelineGroup => ({
      transition,
      endedAt: transitions[index + 1]?.at ?? null,
      events: [],
    }),
  )
  const first = removedTo > 0 ? events[0] : undefined
  let current = first
    ? Math.max(
        0,
        transitions.findLastIndex(({ at }) => at < first.at),
      )
    : 0
  for (const event of events) {
    if (event.type === 'status-changed') current += 1
    // The two lists are read one after the other, so one may already know more.
    else (groups[current] ?? groups.at(-1))?.events.push(event)
  }
  return groups
}
