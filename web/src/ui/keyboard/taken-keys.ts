import { keysOf } from './chosen-keys.ts'
import { doMeet, entryOf, KEY_COMMANDS, type KeyCommand } from './keymap.ts'

/** The command that could be meant by these keys where `command` is, or that a sequence would never let come about. */
export function takenBy(command: KeyCommand, keys: string): KeyCommand | undefined {
  const { scope } = entryOf(command)
  const isInTheWay = (others: string) =>
    others === keys || others.startsWith(`${keys} `) || keys.startsWith(`${others} `)
  return KEY_COMMANDS.find(
    (other) => other !== command && doMeet(scope, entryOf(other).scope) && keysOf(other).some(isInTheWay),
  )
}

/** Browsers keep these to themselves: no page hears of them, or not in all browsers. */
const OF_THE_BROWSER = ['Mod+n', 'Mod+t', 'Mod+w', 'Mod+Shift+n', 'Mod+Shift+t', 'Mod+Shift+w', 'Mod+Shift+p']

export const isOfTheBrowser = (keys: string): boolean =>
  keys.split(' ').some((stroke) => OF_THE_BROWSER.includes(stroke) || /^F\d+$/.test(stroke))
