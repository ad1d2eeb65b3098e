import type { NotifyResult, PushSubscription } from '@pm-bot/domain'
import webPush from 'web-push'
import { judgeAnswer } from './judge-answer.ts'
import type { Said, WayOut } from './open-notifiers.ts'

/** A day: what was not decided by then is in the inbox anyway. */
const TTL_SECONDS = 24 * 60 * 60

/** Encrypted for the browser alone: the push service between sees neither text nor link. */
export async function notifyByPush(
  secret: string | null,
  said: Said,
  { send, signal, pushKeys }: WayOut,
): Promise<NotifyResult> {
  const subscription: PushSubscription = JSON.parse(secret ?? '')
  const { title, text, url, deliveryId, notices } = said
  const isUrgent = notices.some(({ risk }) => risk === 'high')
  const { endpoint, headers, body } = webPush.generateRequestDetails(
    subscription,
    JSON.stringify({ title, text, url, tag: deliveryId }),
    {
      TTL: TTL_SECONDS,
      urgency: isUrgent ? 'high' : 'normal',
      // At most 32 characters: what was not shown yet is replaced by its repetition.
      topic: deliveryId.replaceAll('-', ''),
      vapidDetails: { subject: subjectOf(url), ...(await pushKeys()) },
    },
  )
  const response = await send(endpoint, {
    method: 'POST',
    redirect: 'manual',
    headers: headersOf(headers),
    body: body as Uint8Array<ArrayBuffer>,
    signal,
  })
  const result = await judgeAnswer(response)
  // The browser was told to forget us, or forgot by itself.
  return response.status === 404 && result.status === 'refused' ? { ...result, gone: true } : result
}

/** Whom the push service may write to. */
function subjectOf(url: string): string {
  const { protocol, origin, hostname } = new URL(url)
  return protocol === 'https:' ? origin : `mailto:pm-bot@${hostname}`
}

const headersOf = (headers: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      // Who sends it counts for itself.
      name.toLowerCase() === 'content-length' ? [] : [[name, String(value)]],
    ),
  )
