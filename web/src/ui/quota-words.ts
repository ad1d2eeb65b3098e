import type { RateView } from '@pm-bot/domain'
import { inTime, number } from './time.ts'

const isOver = (rate: RateView, now: number) => Date.parse(rate.resetAt) <= now

/** The window that the snapshot is of may have ended since. */
export function quotaWords(rate: RateView, now: number): string {
  if (isOver(rate, now)) return `${number(rate.limit)} requests left`
  const left = `${number(rate.remaining)} of ${number(rate.limit)} requests left`
  return rate.remaining === rate.limit ? left : `${left}, full ${inTime(rate.resetAt, now)}`
}

export function quotaTone(rate: RateView, now: number): string {
  if (isOver(rate, now)) return 'grey'
  if (rate.remaining === 0) return 'red'
  return rate.remaining < rate.limit / 10 ? 'amber' : 'grey'
}

/** Requests that may be sent now. */
export const requestsLeft = (rate: RateView, now: number): number =>
  isOver(rate, now) ? rate.limit : rate.remaining
