import { createHmac } from 'node:crypto'
import type { NotifierTarget, NotifyResult } from '@pm-bot/domain'
import { judgeAnswer } from './judge-answer.ts'
import type { Said, WayOut } from './open-notifiers.ts'

/**
 * Signed as https://www.standardwebhooks.com has it, so that its libraries check it: HMAC-SHA256 over id, time and body.
 * The id is the same for every try of one delivery.
 */
export async function notifyWebhook(
  { url }: Extract<NotifierTarget, { kind: 'webhook' }>,
  secret: string | null,
  said: Said,
  { send, signal }: WayOut,
): Promise<NotifyResult> {
  const body = JSON.stringify(bodyOf(said))
  const id = said.deliveryId
  const timestamp = String(Math.floor(Date.now() / 1000))
  const response = await send(new URL(url), {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'pm-bot',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signatureOf(secret ?? '', id, timestamp, body)}`,
    },
    body,
    signal,
  })
  return await judgeAnswer(response)
}

const bodyOf = ({ title, text, url, notices, more, at }: Said) => ({
  type: notices.length + more === 0 ? 'notifier.test' : 'inbox.waiting',
  timestamp: at,
  data: {
    title,
    text,
    url,
    items: notices.map(({ itemId: id, kind, risk, repoName: repo }) => ({ id, kind, risk, repo })),
    more,
  },
})

function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
}
