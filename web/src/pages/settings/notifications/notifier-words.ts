import type { InboxKind, NotifierKind, NotifierView, Risk } from '@pm-bot/domain'
import type { IconName } from '../../../ui/icon.tsx'

export const KIND_LOOK: Record<NotifierKind, { icon: IconName; name: string; means: string }> = {
  ntfy: { icon: 'comment', name: 'ntfy', means: 'An app on your phone, through ntfy.sh or your own server.' },
  webhook: { icon: 'outward', name: 'Webhook', means: 'A signed request to an address of yours.' },
  email: { icon: 'mailbox', name: 'E-mail', means: 'Through your SMTP server.' },
  web_push: { icon: 'worker', name: 'This browser', means: 'Also while no page of pm-bot is open.' },
}

export const ITEM_WORDS: Record<InboxKind, string> = {
  tool_call: 'Calls',
  spend: 'Budgets',
  publish: 'Publishing',
  changeset_apply: 'Changes',
  question: 'Questions',
  run_start: 'Starts',
}

export const LEAST_RISK_WORDS: Record<Risk, string> = {
  low: 'Any risk',
  medium: 'Medium and high risk',
  high: 'High risk alone',
}

/** Where it speaks to. */
export function targetInWords({ target }: Pick<NotifierView, 'target'>): string {
  switch (target.kind) {
    case 'ntfy':
      return `${target.topic} on ${target.server.replace(/^https?:\/\//, '')}`
    case 'webhook':
      return target.url
    case 'email':
      return `${target.to}, through ${target.host}`
    case 'web_push':
      return `through ${target.service}`
  }
}

/** What it speaks of, and when it does not. */
export function choicesInWords(notifier: NotifierView): string[] {
  const { kinds, leastRisk, quietHours, digestMinutes } = notifier
  const what = kinds ? kinds.map((kind) => ITEM_WORDS[kind]).join(', ') : 'Everything'
  const risk = leastRisk === 'low' ? '' : ` with ${LEAST_RISK_WORDS[leastRisk].toLowerCase()}`
  const quiet = quietHours && `quiet ${quietHours.from}–${quietHours.to} ${quietHours.timeZone}`
  return [
    `${what}${risk}`,
    ...(quiet ? [quietHours.exceptHighRisk ? `${quiet}, high risk excepted` : quiet] : []),
    ...(digestMinutes > 0 ? [`bundled for ${digestMinutes} min`] : []),
  ]
}

/** Whether an address is one that only this machine has. */
export const isThisMachine = (address: string): boolean =>
  /^(localhost|127\.[\d.]+|\[::1\])$/.test(URL.parse(address)?.hostname ?? '')
