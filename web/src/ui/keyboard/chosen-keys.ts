import { createSignal } from 'solid-js'
import { keep, keptJson } from '../kept.ts'
import { entryOf, isKeyCommand, type KeyCommand } from './keymap.ts'

/** In this browser's storage. */
const KEY = 'pm-bot.keys'

type Chosen = Readonly<Partial<Record<KeyCommand, string>>>

const [chosen, setChosen] = createSignal<Chosen>(keptJson(KEY, readChosen) ?? {})

/** The strokes of a command: the one that the operator chose in this browser, or those of the keymap. */
export const keysOf = (command: KeyCommand): readonly string[] => {
  const own = chosen()[command]
  return own === undefined ? entryOf(command).keys : [own]
}

export const isChosen = (command: KeyCommand): boolean => chosen()[command] !== undefined
export const isAnyChosen = (): boolean => Object.keys(chosen()).length > 0

/** Without keys the command has those of the keymap again. */
export function chooseKeys(command: KeyCommand, keys: string | null): void {
  const { [command]: _, ...others } = chosen()
  change(keys === null ? others : { ...others, [command]: keys })
}

export const forgetChosenKeys = (): void => change({})

function change(next: Chosen): void {
  setChosen(next)
  keep(KEY, Object.keys(next).length === 0 ? null : JSON.stringify(next))
}

function readChosen(value: unknown): Chosen | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Object.entries(value).filter(
    ([command, keys]) => isKeyCommand(command) && typeof keys === 'string' && keys !== '',
  )
  return Object.fromEntries(entries) as Chosen
}
