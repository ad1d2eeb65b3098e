import type { MeasureView } from '@pm-bot/domain'

export interface BarParts {
  /** In percent of the bar. */
  spent: number
  reserved: number
  tone: 'fine' | 'warned' | 'full'
}

/** How a limit stands as a bar; undefined without a limit. From 80 % it warns, as the server does. */
export function barParts({
  limit,
  spent,
  reserved,
}: Pick<MeasureView, 'limit' | 'spent' | 'reserved'>): BarParts | undefined {
  if (limit === null) return undefined
  // A limit that was lowered, or 0, has less than is spent.
  const whole = Math.max(limit, spent + reserved, 1)
  const percent = (amount: number) => Math.round((amount / whole) * 1000) / 10
  const tone = spent >= limit ? 'full' : spent >= limit * 0.8 ? 'warned' : 'fine'
  return { spent: percent(spent), reserved: percent(reserved), tone }
}
