import type { LineComment } from '@pm-bot/domain'
import { createSignal } from 'solid-js'

export type LinePlace = Pick<LineComment, 'path' | 'side' | 'line'>

/** Comments on the lines of one change that are written and not sent yet. */
export interface LineDrafts {
  all(): readonly LineComment[]
  at(place: LinePlace): LineComment | undefined
  /** Without words it is gone. */
  put(place: LinePlace, text: string): void
  clear(): void
}

const opened = new Map<string, LineDrafts>()

/** The same for whoever shows the lines and whoever sends; kept for as long as the tab lives, reloads included. */
export function lineDrafts(changesetId: string): LineDrafts {
  const there = opened.get(changesetId)
  if (there) return there
  const drafts = open(`pm-bot.comments.${changesetId}`)
  opened.set(changesetId, drafts)
  return drafts
}

export const placeKey = ({ path, side, line }: LinePlace) => `${side}:${line}:${path}`

function open(key: string): LineDrafts {
  const [all, setAll] = createSignal<readonly LineComment[]>(read(key))

  function set(comments: readonly LineComment[]): void {
    setAll(comments)
    try {
      if (comments.length === 0) sessionStorage.removeItem(key)
      else sessionStorage.setItem(key, JSON.stringify(comments))
    } catch {
      // A private window may refuse; then they live as long as the page.
    }
  }

  const isAt = (place: LinePlace) => (comment: LinePlace) => placeKey(comment) === placeKey(place)
  return {
    all,
    at: (place) => all().find(isAt(place)),
    put(place, text) {
      const { path, side, line } = place
      const others = all().filter((comment) => !isAt(place)(comment))
      set(text.trim() === '' ? others : [...others, { path, side, line, text }])
    },
    clear: () => set([]),
  }
}

function read(key: string): LineComment[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isComment) : []
  } catch {
    return []
  }
}

function isComment(value: unknown): value is LineComment {
  const { path, side, line, text } = (value ?? {}) as Record<string, unknown>
  return (
    typeof path === 'string' &&
    (side === 'old' || side === 'new') &&
    Number.isInteger(line) &&
    typeof text === 'string'
  )
}
