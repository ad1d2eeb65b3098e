import type { RateView } from '@pm-bot/domain'
import { inTime, number } from './time.ts'

const isOver = (rate: RateView, now: number) => Date.parse(rate.resetAt) <= now

/** The window that the snapshot is of may have ended since. */
export function quotaWords(rate: RateView, now: number): { left: string; full?: string } {
  if (isOver(rate, now)) return { left: `${number(rate.limit)} requests left` }
  const left = `${number(rate.remaining)} of ${number(rate.limit)} requests left`
  return rate.remaining === rate.limit ? { left } : { left, full: `full ${inTime(rate.resetAt, now)}` }
}

export function quotaTone(rate: RateView, now: number): 'plenty' | 'low' | 'spent' {
  if (isOver(rate, now)) return 'plenty'
  if (rate.remaining === 0) return 'spent'
  return rate.remaining < rate.limit / 10 ? 'low' : 'plenty'
}

/** Requests that may be sent now. */
export const requestsLeft = (rate: RateView, now: number): number =>
  isOver(rate, now) ? rate.limit : rate.remaining
