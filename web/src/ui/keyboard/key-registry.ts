import { entryOf, type KeyCommand } from './keymap.ts'

export interface Stroke {
  /** As in the keymap: `j`, `G`, `Escape`, `Mod+Enter`. */
  key: string
  isTyping: boolean
  at: number
}

/** How long the second key of a sequence may take. */
export const SEQUENCE_MS = 1200

interface Handler {
  command: KeyCommand
  handle: () => void
}

/**
 * Which command a stroke means. The handler that registered last wins: a page opens above
 * the frame, a dialog above the page.
 */
export function createKeyRegistry() {
  const handlers: Handler[] = []
  let begun: { key: string; at: number } | undefined

  function matching(keys: string, isTyping: boolean): Handler | undefined {
    return handlers.findLast(({ command }) => {
      const entry = entryOf(command)
      return entry.keys.includes(keys) && (!isTyping || entry.whileTyping)
    })
  }

  const beginsSequence = (key: string) =>
    handlers.some(({ command }) => entryOf(command).keys.some((keys) => keys.startsWith(`${key} `)))

  return {
    /** @returns the function that unregisters it. */
    register(command: KeyCommand, handle: () => void): () => void {
      const handler = { command, handle }
      handlers.push(handler)
      return () => void handlers.splice(handlers.indexOf(handler), 1)
    },

    /** The handler to call, if the stroke completes something. */
    press(stroke: Stroke): (() => void) | undefined {
      const first = begun && stroke.at - begun.at <= SEQUENCE_MS ? begun.key : undefined
      begun = undefined

      const found =
        (first && matching(`${first} ${stroke.key}`, stroke.isTyping)) ||
        matching(stroke.key, stroke.isTyping)
      if (!found && !stroke.isTyping && beginsSequence(stroke.key)) begun = { key: stroke.key, at: stroke.at }
      return found?.handle
    },
  }
}
