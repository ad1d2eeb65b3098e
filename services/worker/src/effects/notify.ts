import { createRedactor, type NotifyPayload, type NotifyResult, noticeText } from '@pm-bot/domain'
import type { Performer } from '@pm-bot/runtime'
import { readNotifier, SealBrokenError, stillWaiting } from '@pm-bot/store'
import type { WorkerContext } from '../worker-context.ts'

/** Tells the operator, away from the page, what waits for them; only of what still does. */
export const notify =
  ({ store: { database }, vault, notifiers, publicUrl }: WorkerContext): Performer =>
  async (attempt, signal): Promise<NotifyResult> => {
    const payload = attempt.payload as NotifyPayload
    const notifier = await readNotifier(database, payload.notifierId)
    if (!notifier) return { status: 'skipped', answer: 'The notifier was removed.' }
    const { notices, isOver } = await leftOf(payload, database)
    if (isOver) return { status: 'skipped', answer: 'Nothing of it waited any more.' }

    const { target, notifierId, address } = notifier
    try {
      const secret = notifier.secret === null ? null : await vault.open(notifier.secret, notifierId)
      const { deliveryId, more } = payload
      const text = noticeText(notices, more, publicUrl?.href ?? address)
      const said = { ...text, deliveryId, notices, more, at: await database.now() }
      const result = await notifiers.deliver(target, secret, said, signal)
      // Some echo what they were sent.
      return { ...result, answer: createRedactor(secret === null ? [] : [secret]).text(result.answer) }
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error
      return { status: 'refused', answer: `Not sent: ${error.message}.` }
    }
  }

async function leftOf(
  { notices, more, isTest }: NotifyPayload,
  database: WorkerContext['store']['database'],
): Promise<{ notices: NotifyPayload['notices']; isOver: boolean }> {
  const waiting = await stillWaiting(
    database,
    notices.map(({ itemId }) => itemId),
  )
  const left = notices.filter(({ itemId }) => waiting.has(itemId))
  return { notices: left, isOver: !isTest && left.length === 0 && more === 0 }
}
