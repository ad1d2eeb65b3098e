import { createSignal } from 'solid-js'
import { keep, kept } from '../../ui/kept.ts'

const KEY = 'pm-bot.goes-on'
const [goesOn, setGoesOn] = createSignal(kept(KEY) !== 'no')

/** Whether a decision leads on to the next item. */
export { goesOn }

export function chooseGoesOn(next: boolean): void {
  setGoesOn(next)
  keep(KEY, next ? null : 'no')
}
