import type { BudgetScope, BudgetShortfall } from '@pm-bot/domain'

/** Whose limit it is. */
export function scopeOwner({ kind, key }: BudgetScope): string {
  switch (kind) {
    case 'run':
      return 'this run'
    case 'repo':
      return 'this repository, today'
    case 'day':
      return 'the whole workspace, today'
    case 'provider':
      return `the provider ${key}, today`
    case 'tool':
      return `the tools counted as “${key}”, today`
  }
}

/** In percent of the whole bar, which ends where all of it would end. */
export function meterParts({ limit, spent, reserved, needed }: BudgetShortfall) {
  const whole = Math.max(limit, spent + reserved + needed, 1)
  const percent = (amount: number) => Math.round((amount / whole) * 1000) / 10
  return {
    spent: percent(spent),
    reserved: percent(reserved),
    needed: percent(needed),
    limit: percent(limit),
  }
}
