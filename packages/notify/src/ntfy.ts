import { type NotifierTarget, type NotifyResult, RISKS, type Risk } from '@pm-bot/domain'
import { judgeAnswer } from './judge-answer.ts'
import type { Said, WayOut } from './open-notifiers.ts'

/** Its five levels: default, high and urgent. */
const PRIORITY: Record<Risk, number> = { low: 3, medium: 4, high: 5 }

/** Publishes as JSON, to the server itself: a topic in the address would be read as plain text. */
export async function notifyNtfy(
  { server, topic }: Extract<NotifierTarget, { kind: 'ntfy' }>,
  token: string | null,
  { title, text, url, notices }: Said,
  { send, signal }: WayOut,
): Promise<NotifyResult> {
  const risk = RISKS.findLast((each) => notices.some((notice) => notice.risk === each))
  const message = { topic, title, message: text, click: url, priority: risk ? PRIORITY[risk] : 3 }
  const response = await send(new URL(server), {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(message),
    signal,
  })
  return await judgeAnswer(response)
}
