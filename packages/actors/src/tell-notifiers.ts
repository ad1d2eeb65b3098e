import type { InboxItem, ItemWaits, Run, RunEvent } from '@pm-bot/domain'
import type { Send } from '@pm-bot/runtime'

/** Notifiers hear of every item that waits for a person, also when it is back after it was put off. `run` as its turn leaves it. */
export function tellNotifiers(run: Run, event: RunEvent): Send[] {
  const item = waitingItem(run, event)
  if (!item) return []
  const { itemId, kind, risk } = item
  const { source, fullName, name } = run.repo
  // Of a repository on this machine the full name is its path, which is nobody else's business.
  const repoName = source === 'github' ? fullName : name
  const message: ItemWaits = { type: 'item-waits', itemId, kind, risk, repoName }
  return [{ to: { kind: 'notifiers', key: run.workspaceId }, message }]
}

function waitingItem({ pending }: Run, event: RunEvent): InboxItem | undefined {
  if (event.type === 'item-opened') return event.pending.item
  // By nobody: its time had come.
  if (event.type !== 'item-snoozed' || event.until !== null || event.by !== null) return undefined
  return pending.find(({ item }) => item.itemId === event.itemId)?.item
}
