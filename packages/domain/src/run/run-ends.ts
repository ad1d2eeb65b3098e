import type { Decide } from '../inbox/decide-item.ts'
import { DomainError } from '../values/errors.ts'
import { changeStatus, changesetBecomes } from './decide-run.ts'
import type { PendingItem, Run } from './run.ts'
import { isWriting } from './run-answers.ts'
import type { RunEvent } from './run-event.ts'

/** Nobody is asked any more. */
export const withdrawn = ({ item: { itemId } }: PendingItem): RunEvent => ({
  type: 'item-resolved',
  itemId,
  status: 'superseded',
  decision: null,
})

/** A decision ends the run, and with it everything else that it waits for. @throws DomainError while it writes */
export function endByDecision(
  run: Run,
  decided: PendingItem,
  { command, resolved }: { command: Decide; resolved: RunEvent },
  end: { status: 'rejected' | 'failed'; reason: string } = {
    status: 'rejected',
    reason: command.reason ?? `Rejected by ${command.by}.`,
  },
): RunEvent[] {
  assertNotWriting(run)
  return [
    resolved,
    ...run.pending.filter((each) => each !== decided).map(withdrawn),
    ...rejectedChanges(run, command.reason),
    changeStatus(run, end.status, end.reason, command.by),
  ]
}

export const rejectedChanges = ({ changesets }: Run, reason: string | null): RunEvent[] =>
  Object.values(changesets)
    .filter(({ status }) => status === 'proposed')
    .map(({ draft }) => changesetBecomes(draft.changesetId, 'rejected', reason))

/** Its agent goes on no more. What the operator proposed by hand stands. */
export const askedNoMore = (run: Run): RunEvent[] => [
  ...run.pending.filter(({ interrupt }) => interrupt !== null).map(withdrawn),
  ...rejectedChanges(run, 'Its run has ended.'),
]

export const failed = (run: Run, reason: string): RunEvent[] => [
  ...askedNoMore(run),
  changeStatus(run, 'failed', reason),
]

/** What is being written must come to its end first. */
export function assertNotWriting(run: Run): void {
  const isApplying = run.work?.verb === 'apply-changeset'
  if (!isApplying && !(isWriting(run) && run.work === null)) return
  const what = isApplying ? 'the approved change' : 'what was approved'
  throw new DomainError(
    'transition_refused',
    `${what} is being written at this moment; wait until that is done`,
    { status: run.status },
  )
}
