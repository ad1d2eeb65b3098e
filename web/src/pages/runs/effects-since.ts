import type { RunEventView } from '@pm-bot/domain'

/** What reaches out of the clone, or is written; the same that a fork's proposal is frozen with. */
const OUTSIDE: ReadonlySet<string> = new Set(['command-ran', 'operations-reported', 'pull-request-changed'])

/** What a run did outside of its clone since then: beginning from an earlier step does not undo it. Oldest first. */
export const effectsSince = (events: readonly RunEventView[], since: string): RunEventView[] =>
  events.filter(
    ({ type, detail, at }) =>
      at >= since &&
      (OUTSIDE.has(type) ||
        (type === 'changeset-status-changed' &&
          (detail as { status?: unknown } | null)?.status === 'applied')),
  )
