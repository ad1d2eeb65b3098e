import type {
  Notice,
  NoticeText,
  NotifierTarget,
  NotifyResult,
  OutboundSettings,
  PushKeys,
} from '@pm-bot/domain'
import { wayOut } from '@pm-bot/outbound'
import { notifyByEmail } from './email.ts'
import { notifyNtfy } from './ntfy.ts'
import { oneLine } from './one-line.ts'
import { notifyByPush } from './web-push.ts'
import { notifyWebhook } from './webhook.ts'

/** What is to be said, and to whom it was said before if it was. */
export interface Said extends NoticeText {
  /** The same for every try. */
  deliveryId: string
  notices: readonly Notice[]
  more: number
  at: string
}

/** One port for every kind. It answers with what the other side said, and throws only when it is stopped. */
export interface NotifierPort {
  deliver(
    target: NotifierTarget,
    secret: string | null,
    said: Said,
    signal: AbortSignal,
  ): Promise<NotifyResult>
}

/** What takes longer is tried again later. */
const LIMIT_MS = 15_000

export function openNotifiers(options: {
  outbound: OutboundSettings
  pushKeys: () => Promise<PushKeys>
  limitMs?: number
}): NotifierPort {
  const { outbound, pushKeys } = options
  const send = wayOut(outbound)
  return {
    async deliver(target, secret, said, stop) {
      const limit = AbortSignal.timeout(options.limitMs ?? LIMIT_MS)
      const signal = AbortSignal.any([stop, limit])
      try {
        return await deliverTo(target, secret, said, { send, signal, outbound, pushKeys })
      } catch (error) {
        stop.throwIfAborted()
        return {
          status: 'unreachable',
          answer: limit.aborted ? 'It did not answer in time.' : reasonOf(error),
        }
      }
    },
  }
}

export interface WayOut {
  send: typeof fetch
  signal: AbortSignal
  outbound: OutboundSettings
  pushKeys: () => Promise<PushKeys>
}

async function deliverTo(
  target: NotifierTarget,
  secret: string | null,
  said: Said,
  way: WayOut,
): Promise<NotifyResult> {
  switch (target.kind) {
    case 'ntfy':
      return await notifyNtfy(target, secret, said, way)
    case 'webhook':
      return await notifyWebhook(target, secret, said, way)
    case 'email':
      return await notifyByEmail(target, secret, said, way)
    case 'web_push':
      return await notifyByPush(secret, said, way)
  }
}

/** Node says “fetch failed”, and keeps to itself underneath why. */
function reasonOf(error: unknown): string {
  let reason = error
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause
  const { message = String(reason), code = '' } = reason as NodeJS.ErrnoException
  return `It could not be reached: ${oneLine(message || code)}.`
}
