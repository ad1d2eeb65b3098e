import {
  removeDeliveries,
  removeEffects,
  removeMessageIds,
  removeRequests,
  removeSessions,
} from '@pm-bot/store'
import { daysBefore, type RetentionStep, removeAll } from './retention-context.ts'

/** A message repeated after this long would be taken for a new one. */
const MESSAGE_ID_DAYS = 30
/** GitHub itself keeps what it delivered for three days, and sends it again only when asked to. */
const DELIVERY_DAYS = 7

/** Rows that only the machinery reads. */
export const removeBookkeeping: RetentionStep = async (context, removed, now, signal) => {
  const { database } = context.store
  const old = daysBefore(now, context.retention.days)
  const oldIds = daysBefore(now, MESSAGE_ID_DAYS)
  removed.messageIds += await removeAll(signal, () => removeMessageIds(database, oldIds))
  removed.requests += await removeAll(signal, () => removeRequests(database, old))
  removed.sessions += await removeAll(signal, () => removeSessions(database))
  removed.deliveries += await removeAll(signal, () =>
    removeDeliveries(database, daysBefore(now, DELIVERY_DAYS)),
  )
  removed.effects += await removeAll(signal, () => removeEffects(database, old))
}
