import { keep, keptJson } from '../kept.ts'

const KEY = 'pm-bot.recent'
const MOST = 8

/** The ids of the choices that were taken last in this browser, the latest first. */
export const recentChoices = (): string[] =>
  keptJson(KEY, (value) =>
    Array.isArray(value) ? value.filter((id) => typeof id === 'string').slice(0, MOST) : undefined,
  ) ?? []

export function rememberChoice(id: string): void {
  keep(KEY, JSON.stringify([id, ...recentChoices().filter((each) => each !== id)].slice(0, MOST)))
}
