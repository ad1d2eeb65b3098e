import type { DiffLine } from '@pm-bot/domain'
import { createContext, useContext } from 'solid-js'
import type { LineDrafts, LinePlace } from './line-drafts.ts'

/** What all files of a diff share. */
export interface DiffState {
  isSplit: () => boolean
  /** Undefined where nothing can be said about the lines. */
  drafts: () => LineDrafts | undefined
  /** Where a comment is being written. */
  writingAt: () => LinePlace | undefined
  write: (place: LinePlace | undefined) => void
}

const Context = createContext<DiffState>()
export const DiffStateProvider = Context.Provider

export function useDiffState(): DiffState {
  const state = useContext(Context)
  if (!state) throw new Error('a part of a diff stands outside of one')
  return state
}

/** How a comment names the line: a removed one by its old number, any other by its new one. */
export function placeOf(path: string, { kind, oldNumber, newNumber }: DiffLine): LinePlace | undefined {
  const [side, line] = kind === 'deleted' ? (['old', oldNumber] as const) : (['new', newNumber] as const)
  return line === null ? undefined : { path, side, line }
}
