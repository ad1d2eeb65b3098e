import type { NotifierTarget, NotifyResult, OutboundSettings } from '@pm-bot/domain'
import { trustedCertificates } from '@pm-bot/outbound'
import { createTransport } from 'nodemailer'
import { oneLine } from './one-line.ts'
import type { Said, WayOut } from './open-notifiers.ts'

type EmailTarget = Extract<NotifierTarget, { kind: 'email' }>

/** Straight to the operator's SMTP server: no proxy for HTTP leads there. */
export async function notifyByEmail(
  target: EmailTarget,
  password: string | null,
  said: Said,
  { signal, outbound }: WayOut,
): Promise<NotifyResult> {
  const transport = createTransport(transportOptions(target, password, outbound))
  const stop = () => transport.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const { response } = await untilAborted(transport.sendMail(messageOf(target, said)), signal)
    return { status: 'sent', answer: oneLine(response) }
  } catch (error) {
    signal.throwIfAborted()
    const { responseCode = 0, response } = error as { responseCode?: number; response?: string }
    if (response === undefined) throw error
    // 4xx is for now, 5xx for good.
    return { status: responseCode >= 500 ? 'refused' : 'unreachable', answer: oneLine(response) }
  } finally {
    signal.removeEventListener('abort', stop)
    transport.close()
  }
}

const transportOptions = (
  { host, port, encryption, user }: EmailTarget,
  password: string | null,
  outbound: OutboundSettings,
) => ({
  host,
  port,
  secure: encryption === 'tls',
  requireTLS: encryption === 'starttls',
  ignoreTLS: encryption === 'none',
  ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
  ...(outbound.caFile === null ? {} : { tls: { ca: trustedCertificates(outbound.caFile) } }),
  disableFileAccess: true,
  disableUrlAccess: true,
})

/** The id is the same for every try: most servers and readers show it once. */
const messageOf = ({ from, to }: EmailTarget, { title, text, url, deliveryId }: Said) => ({
  from,
  to,
  subject: `pm-bot: ${oneLine(title)}`,
  text: `${text}\n\n${url}\n\nA decision needs your session: this message cannot make one.\n`,
  messageId: `<${deliveryId}@${from.split('@')[1]}>`,
  headers: { 'auto-submitted': 'auto-generated' },
})

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  return Promise.race([work, promise])
}
