import type { CreateNotifierBody, InboxKind, NotifierKind, NotifierView, Risk } from '@pm-bot/domain'

type Target = CreateNotifierBody['target']
type Encryption = Extract<Target, { kind: 'email' }>['encryption']

/** What stands in the form. */
export interface TypedNotifier {
  kind: NotifierKind
  name: string
  server: string
  topic: string
  url: string
  host: string
  port: string
  encryption: Encryption
  user: string
  from: string
  to: string
  /** Of a notifier that has one, empty keeps it. */
  secret: string
  /** Empty: all. */
  kinds: InboxKind[]
  leastRisk: Risk
  isQuiet: boolean
  quietFrom: string
  quietTo: string
  timeZone: string
  exceptHighRisk: boolean
  digestMinutes: string
}

export const newNotifier = (timeZone: string): TypedNotifier => ({
  kind: 'ntfy',
  name: '',
  server: 'https://ntfy.sh',
  topic: '',
  url: '',
  host: '',
  port: '587',
  encryption: 'starttls',
  user: '',
  from: '',
  to: '',
  secret: '',
  kinds: [],
  leastRisk: 'low',
  isQuiet: false,
  quietFrom: '22:00',
  quietTo: '07:00',
  timeZone,
  exceptHighRisk: true,
  digestMinutes: '0',
})

export function notifierAsTyped(notifier: NotifierView, timeZone: string): TypedNotifier {
  const { name, target, kinds, leastRisk, quietHours, digestMinutes } = notifier
  const empty = newNotifier(timeZone)
  const quiet = quietHours && {
    isQuiet: true,
    quietFrom: quietHours.from,
    quietTo: quietHours.to,
    timeZone: quietHours.timeZone,
    exceptHighRisk: quietHours.exceptHighRisk,
  }
  const choices = { name, kinds: kinds ?? [], leastRisk, digestMinutes: `${digestMinutes}` }
  return { ...empty, ...targetAsTyped(target), ...choices, ...quiet }
}

const targetAsTyped = (target: Target): Partial<TypedNotifier> =>
  target.kind === 'email' ? { ...target, port: `${target.port}`, user: target.user ?? '' } : { ...target }

/** What is sent, or what is wrong with the form. Of a browser, target and secret come from itself. */
export function notifierOf(
  typed: TypedNotifier,
  browser?: { target: Target; secret: string },
): { body: CreateNotifierBody } | { problem: string } {
  const digestMinutes = Number(typed.digestMinutes.trim() || '0')
  if (!(Number.isInteger(digestMinutes) && digestMinutes >= 0 && digestMinutes <= 1440))
    return { problem: 'Notices are bundled for a whole number of minutes from 0 to 1440.' }
  const read = browser ?? targetOf(typed)
  if ('problem' in read) return read
  const { from, to, ...quiet } = {
    from: typed.quietFrom,
    to: typed.quietTo,
    timeZone: typed.timeZone.trim(),
    exceptHighRisk: typed.exceptHighRisk,
  }
  const secret = browser ? browser.secret : typed.secret
  return {
    body: {
      name: typed.name.trim() || nameOf(read.target),
      target: read.target,
      ...(secret === '' ? {} : { secret }),
      kinds: typed.kinds.length === 0 ? null : [...typed.kinds],
      leastRisk: typed.leastRisk,
      quietHours: typed.isQuiet ? { from, to, ...quiet } : null,
      digestMinutes,
    },
  }
}

function targetOf(typed: TypedNotifier): { target: Target } | { problem: string } {
  switch (typed.kind) {
    case 'ntfy': {
      const [server, topic] = [typed.server.trim(), typed.topic.trim()]
      if (!isAddress(server)) return { problem: 'The server is an address such as https://ntfy.sh.' }
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(topic))
        return { problem: 'A topic has letters, digits, - and _, at most 64 of them.' }
      return { target: { kind: 'ntfy', server, topic } }
    }
    case 'webhook': {
      const url = typed.url.trim()
      if (!isAddress(url))
        return { problem: 'Notices are posted to an address such as https://example.org/hook.' }
      return { target: { kind: 'webhook', url } }
    }
    case 'email': {
      const port = Number(typed.port)
      if (!(Number.isInteger(port) && port >= 1 && port <= 65_535))
        return { problem: 'The port is mostly 587, or 465 with TLS from the start.' }
      const { encryption } = typed
      const [host, from, to] = [typed.host.trim(), typed.from.trim(), typed.to.trim()]
      if (host === '' || from === '' || to === '')
        return { problem: 'E-mail needs the host of your server, a sender and a recipient.' }
      return { target: { kind: 'email', host, port, encryption, user: typed.user.trim() || null, from, to } }
    }
    case 'web_push':
      return { problem: 'This browser was not asked yet.' }
  }
}

const isAddress = (text: string): boolean => /^https?:\/\/\S+$/.test(text) && URL.canParse(text)

const nameOf = (target: Target): string => {
  switch (target.kind) {
    case 'ntfy':
      return `ntfy: ${target.topic}`
    case 'webhook':
      return new URL(target.url).host
    case 'email':
      return target.to
    case 'web_push':
      return target.browser
  }
}

/** As a receiver's library takes it. */
export function newSigningSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return `whsec_${btoa(String.fromCharCode(...bytes))}`
}
