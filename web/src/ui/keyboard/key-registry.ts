import { keysOf } from './chosen-keys.ts'
import { entryOf, INNER_SCOPES, type KeyCommand } from './keymap.ts'

export interface Stroke {
  /** As in the keymap: `j`, `G`, `Escape`, `Mod+Enter`. */
  key: string
  isTyping: boolean
  at: number
}

/** How long the second key of a sequence may take. */
export const SEQUENCE_MS = 1200

/** What a stroke, or a choice in the palette, does. */
export interface KeyHandler {
  command: KeyCommand
  handle: () => void
  /** Says whether it can be done at this moment. */
  can: () => boolean
}

/**
 * Which command a stroke means. The innermost scope wins, and in it the handler that registered last: a page opens above
 * the frame, a dialog above the page. What cannot be done gives way to the next.
 */
export function createKeyRegistry() {
  const handlers: KeyHandler[] = []
  let begun: { key: string; at: number } | undefined

  function matching(keys: string, isTyping: boolean): KeyHandler | undefined {
    const fits = ({ command, can }: KeyHandler) =>
      keysOf(command).includes(keys) && (!isTyping || worksWhileTyping(command, keys)) && can()
    return (
      handlers.findLast((handler) => isInner(handler.command) && fits(handler)) ?? handlers.findLast(fits)
    )
  }

  const beginsSequence = (key: string) =>
    handlers.some(({ command }) => keysOf(command).some((keys) => keys.startsWith(`${key} `)))

  return {
    /** @returns the function that unregisters it. */
    register(command: KeyCommand, handle: () => void, can: () => boolean = () => true): () => void {
      const handler = { command, handle, can }
      handlers.push(handler)
      return () => void handlers.splice(handlers.indexOf(handler), 1)
    },

    /** What can be done at this moment, each with what a stroke would do. */
    active(): ReadonlyMap<KeyCommand, () => void> {
      const able = handlers.filter(({ can }) => can())
      return new Map(able.map(({ command, handle }) => [command, handle]))
    },

    /** Whom to call, if the stroke completes something. */
    press(stroke: Stroke): KeyHandler | undefined {
      const first = begun && stroke.at - begun.at <= SEQUENCE_MS ? begun.key : undefined
      begun = undefined

      const found =
        (first && matching(`${first} ${stroke.key}`, stroke.isTyping)) ||
        matching(stroke.key, stroke.isTyping)
      if (!found && !stroke.isTyping && beginsSequence(stroke.key)) begun = { key: stroke.key, at: stroke.at }
      return found
    },
  }
}

const isInner = (command: KeyCommand): boolean => INNER_SCOPES.includes(entryOf(command).scope)

/** A plain key is text there, whatever the operator gave it to. */
const worksWhileTyping = (command: KeyCommand, keys: string): boolean =>
  entryOf(command).whileTyping === true && keys.startsWith('Mod+')
