import { isMac } from './stroke-of.ts'

const SHOWN: Record<string, string> = {
  Escape: 'Esc',
  Enter: '↵',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: isMac ? '⇧' : 'Shift',
}

/**
 * The caps to press, stroke by stroke: `Mod+Enter` → [[Ctrl, ↵]]. A letter is shown as its key has it; what Shift makes of
 * it, is told.
 */
export const capsOf = (keys: string): string[][] =>
  strokesIn(keys).map((stroke) => {
    const caps = stroke.length > 1 ? stroke.split('+') : [stroke]
    const letter = caps.at(-1) ?? ''
    const isShifted = caps.length === 1 && letter !== letter.toLowerCase() && letter.length === 1
    return [...(isShifted ? ['Shift'] : []), ...caps].map((cap) => SHOWN[cap] ?? upper(cap))
  })

/** A blank between strokes parts them; one that is a stroke itself does not. */
const strokesIn = (keys: string): string[] => (keys === ' ' ? [' '] : keys.split(' '))

const upper = (cap: string) => (cap.length === 1 ? cap.toUpperCase() : cap)

/** For a sentence: `Ctrl+K`, `G then I`. */
export const keysInWords = (keys: string): string =>
  capsOf(keys)
    .map((caps) => caps.join('+'))
    .join(' then ')
