import {
  evolveNotifier,
  isChangeOfNotifier,
  type Notifier,
  type NotifierEvent,
  type NotifiersEvent,
  type Redactor,
} from '@pm-bot/domain'
import type { TurnEvent } from '@pm-bot/runtime'
import { type AuditEntry, recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import type { Tx } from './database.ts'
import { columnsOfNotifier, notifierIn } from './notifiers.ts'
import type { Projector } from './projector.ts'

/** A notifier's row is its state: what happened is folded into it by the rule that the actor goes by. */
export const notifiersProjector =
  (redactor: Redactor): Projector =>
  async (tx, { key: workspaceId }, turnEvents) => {
    for (const [notifierId, events] of byNotifier(turnEvents)) {
      await project(tx, { workspaceId, notifierId }, events)
      changed(tx, 'notifiers', notifierId)
    }
    const entries = turnEvents.flatMap(({ event }) => auditOf(workspaceId, event as NotifiersEvent))
    await recordAudit(tx, entries, redactor)
  }

type Numbered = { event: NotifierEvent; version: number }

function byNotifier(turnEvents: readonly TurnEvent[]): Map<string, Numbered[]> {
  const found = new Map<string, Numbered[]>()
  for (const { event: data, version } of turnEvents) {
    const event = data as NotifiersEvent
    if (event.type === 'command-refused') continue
    found.set(event.notifierId, [...(found.get(event.notifierId) ?? []), { event, version }])
  }
  return found
}

async function project(
  tx: Tx,
  { workspaceId, notifierId }: { workspaceId: string; notifierId: string },
  events: readonly Numbered[],
): Promise<void> {
  const row = await tx.db
    .selectFrom('notifiers')
    .selectAll()
    .where('notifier_id', '=', notifierId)
    .executeTakeFirst()
  let notifier: Notifier | undefined = row && notifierIn(row)
  for (const { event, version } of events) {
    notifier = evolveNotifier(notifier, event)
    if (notifier && isChangeOfNotifier(event)) notifier = { ...notifier, version }
  }
  if (!notifier) {
    if (row) await tx.write(tx.db.deleteFrom('notifiers').where('notifier_id', '=', notifierId))
    return
  }
  const now = await tx.now()
  const columns = { ...columnsOfNotifier(notifier), updated_at: now }
  const identity = { notifier_id: notifierId, workspace_id: workspaceId, created_at: now }
  await tx.write(
    row
      ? tx.db.updateTable('notifiers').set(columns).where('notifier_id', '=', notifierId)
      : tx.db.insertInto('notifiers').values({ ...identity, ...columns }),
  )
}

/** What the operator did, and what was given up. Neither a secret, nor where it speaks to: an address may be one. */
function auditOf(workspaceId: string, event: NotifiersEvent): AuditEntry[] {
  const entry = (payload: Record<string, unknown>) => [
    { type: event.type, workspaceId, runId: null, payload },
  ]
  switch (event.type) {
    case 'notifier-created':
    case 'notifier-changed': {
      const { type: _, secret, target, ...payload } = event
      const kind = target && { kind: target.kind }
      return entry({ ...payload, ...kind, ...(secret === undefined ? {} : { hasSecret: secret !== null }) })
    }
    case 'notifier-tested':
    case 'notifier-removed':
    case 'notifier-gone':
    case 'command-refused': {
      const { type: _, ...payload } = event
      return entry(payload)
    }
    case 'delivery-ended':
      return event.status === 'failed' ? entry({ notifierId: event.notifierId, answer: event.answer }) : []
    case 'test-ended':
    case 'notice-queued':
    case 'notices-moved':
    case 'wake-scheduled':
    case 'delivery-begun':
    case 'delivery-put-off':
    case 'delivery-dropped':
    case 'delivery-hurried':
      return []
  }
}
