import type { PendingItem, Run } from '../run/run.ts'
import { DomainError } from '../values/errors.ts'

/** Finds the item that something is decided about, exactly as the operator saw it. @throws DomainError */
export function findPending(
  run: Run,
  seen: { itemId: string; version: number; subjectHash: string },
): PendingItem {
  const pending = run.pending.find(({ item }) => item.itemId === seen.itemId)
  if (!pending) {
    const resolved = run.resolved[seen.itemId]
    const winner = resolved?.decision
    throw new DomainError(
      'already_decided',
      winner
        ? `this was decided already: ${winner.action} by ${winner.by} at ${winner.at}`
        : `this no longer waits for a decision: it is ${resolved?.status ?? 'gone'}`,
      { decision: winner ?? null, status: resolved?.status ?? null },
    )
  }
  const { item, version } = pending
  if (seen.version !== version) {
    throw new DomainError('version_conflict', `this item is at version ${version}; look at it again`, {
      version,
    })
  }
  if (seen.subjectHash !== item.subjectHash) {
    throw new DomainError('subject_changed', 'what was approved is not what waits here; look at it again', {
      subjectHash: item.subjectHash,
    })
  }
  return pending
}
