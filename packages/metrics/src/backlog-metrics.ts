import type { Backlog } from '@pm-bot/store'
import { Gauge, Registry } from 'prom-client'
import { type Snapshot, snapshotOf } from './snapshot.ts'

/** What waits in the database, read at the moment it was asked for. Undefined: the database does not answer. */
export async function backlogSnapshot(backlog: Backlog | undefined): Promise<Snapshot> {
  const registry = new Registry()
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ registers: [registry], name, help, labelNames })

  const up = gauge(
    'pmbot_database_up',
    'Whether the database answered this look; without it nothing below is known',
  )
  up.set(backlog ? 1 : 0)
  const depth = gauge('pmbot_mailbox_messages', 'Messages that wait in mailboxes')
  const oldest = gauge('pmbot_mailbox_oldest_seconds', 'Age of the oldest message that waits')
  const parked = gauge(
    'pmbot_parked_messages',
    'Messages that failed all their attempts and wait for the operator',
  )
  const oldestParked = gauge('pmbot_parked_oldest_seconds', 'How long the first of them has been parked')
  const effects = gauge('pmbot_effects', 'Effects that are not done or ended badly, by queue and status', [
    'queue',
    'status',
  ])
  const unstarted = gauge(
    'pmbot_effects_open_oldest_seconds',
    'Age of the oldest effect that no worker has in hand',
  )
  const inbox = gauge('pmbot_inbox_pending', 'Items that wait for a decision')
  const oldestItem = gauge('pmbot_inbox_pending_oldest_seconds', 'How long the first of them has waited')
  const timers = gauge('pmbot_timers_overdue', 'Timers that are due and have not fired')
  const oldestTimer = gauge('pmbot_timers_overdue_oldest_seconds', 'How long the first of them has been due')
  const unsealed = gauge('pmbot_audit_unsealed', 'Audit events that are not chained yet')
  const bytes = gauge('pmbot_database_bytes', 'Size of the database')
  if (!backlog) return (await snapshotOf(registry)).filter(({ name }) => name === 'pmbot_database_up')

  depth.set(backlog.mailbox.count)
  oldest.set(backlog.mailbox.oldestSeconds)
  parked.set(backlog.parked.count)
  oldestParked.set(backlog.parked.oldestSeconds)
  for (const { queue, status, count } of backlog.effects) effects.set({ queue, status }, count)
  unstarted.set(backlog.unstarted.oldestSeconds)
  inbox.set(backlog.inbox.count)
  oldestItem.set(backlog.inbox.oldestSeconds)
  timers.set(backlog.timers.count)
  oldestTimer.set(backlog.timers.oldestSeconds)
  unsealed.set(backlog.unsealedAuditEvents)
  bytes.set(backlog.databaseBytes)
  return await snapshotOf(registry)
}
