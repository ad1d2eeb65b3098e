import { createSignal } from 'solid-js'
import { keep, keptJson } from '../../../ui/kept.ts'

/** A filter under a name. */
export interface SavedView {
  name: string
  /** As it is typed. */
  words: string
}

const KEY = 'pm-bot.inbox-views'
const MOST = 50
const USUAL: readonly SavedView[] = [
  { name: 'High risk', words: 'risk:high' },
  { name: 'Older than a day', words: 'older:1d' },
  { name: 'Questions', words: 'is:question' },
]

const [views, setViews] = createSignal<readonly SavedView[]>(keptJson(KEY, readViews) ?? USUAL)

export { views as savedViews }

/** Takes the place of one that has the name. */
export function saveView(view: SavedView): void {
  set([...views().filter(({ name }) => name !== view.name), view].slice(-MOST))
}

export const forgetView = (name: string): void => set(views().filter((view) => view.name !== name))

function set(next: readonly SavedView[]): void {
  setViews(next)
  keep(KEY, JSON.stringify(next))
}

function readViews(value: unknown): SavedView[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.filter(
    (each: Partial<SavedView> | null): each is SavedView =>
      typeof each?.name === 'string' && typeof each.words === 'string',
  )
}
