import type { RuleContext } from '../run/decide-run.ts'
import type { Run } from '../run/run.ts'
import type { RunCommand } from '../run/run-command.ts'
import type { RunEvent } from '../run/run-event.ts'
import { DomainError } from '../values/errors.ts'
import { findPending } from './find-pending.ts'

/** An item that nobody wants to see for a year is not put off but forgotten. */
const LONGEST_MS = 366 * 24 * 60 * 60 * 1000

/** Puts an item off, or takes it back; it waits all the same, and can be decided upon at any time. @throws DomainError */
export function snoozeItem(
  run: Run,
  command: Extract<RunCommand, { type: 'snooze-item' }>,
  { now }: RuleContext,
): RunEvent[] {
  const { item } = findPending(run, command)
  const { itemId } = item
  const { by } = command
  if (command.until === null) {
    return run.snoozed?.[itemId] === undefined ? [] : [{ type: 'item-snoozed', itemId, until: null, by }]
  }
  const ahead = Date.parse(command.until) - Date.parse(now)
  if (!(ahead > 0 && ahead <= LONGEST_MS)) {
    throw new DomainError('bad_request', '“until” must be a time to come, within a year')
  }
  const until = new Date(command.until).toISOString()
  return [{ type: 'item-snoozed', itemId, until, by }]
}

/** Its time has come. A timer of an earlier choice finds another one, or none. */
export function wakeItem(
  run: Run,
  { itemId, until }: Extract<RunCommand, { type: 'wake-item' }>,
): RunEvent[] {
  if (run.snoozed?.[itemId] !== until) return []
  return [{ type: 'item-snoozed', itemId, until: null, by: null }]
}

/** What is put off, after one more event. */
export function evolveSnoozed(
  snoozed: Readonly<Record<string, string>>,
  itemId: string,
  until: string | null,
): Readonly<Record<string, string>> {
  const { [itemId]: _, ...others } = snoozed
  return until === null ? others : { ...others, [itemId]: until }
}
