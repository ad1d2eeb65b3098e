import type { InboxItemView, Risk } from '@pm-bot/domain'
import { plural } from '../../../ui/time.ts'

export interface BulkSummary {
  /** How many of each risk, the highest first, in words. */
  risks: string
  /** The repositories that they are about. */
  repos: string
  approvable: InboxItemView[]
  rejectable: InboxItemView[]
  /** What has to be looked at by itself, and why. */
  left: string | undefined
}

/** What is selected, before it is decided about. */
export function summarise(items: readonly InboxItemView[]): BulkSummary {
  const count = (risk: Risk) => items.filter((item) => item.risk === risk).length
  const risks = (['high', 'medium', 'low'] as const).filter((risk) => count(risk) > 0)
  const approvable = items.filter(({ risk, allowed }) => risk !== 'high' && allowed.includes('approve'))
  const high = count('high')
  const words = items.filter(({ risk, allowed }) => risk !== 'high' && !allowed.includes('approve')).length
  const left = [
    ...(high > 0 ? [`${plural(high, 'item')} of high risk: look at each by itself`] : []),
    ...(words > 0 ? [`${plural(words, 'question')}: words are wanted`] : []),
  ]
  return {
    risks: risks.map((risk) => `${count(risk)} ${risk}`).join(', '),
    repos: [...new Set(items.map(({ repoName }) => repoName ?? 'a removed repository'))].join(', '),
    approvable,
    rejectable: items.filter(({ allowed }) => allowed.includes('reject')),
    left: left.length > 0 ? `Not approved together: ${left.join('; ')}.` : undefined,
  }
}
