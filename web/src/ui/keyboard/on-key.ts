import { onCleanup } from 'solid-js'
import { createKeyRegistry } from './key-registry.ts'
import { entryOf, type KeyCommand } from './keymap.ts'
import { strokeOf } from './stroke-of.ts'

const registry = createKeyRegistry()

/** Handles a command of the keymap for as long as the owner lives, whenever it can be done. */
export function onKey(command: KeyCommand, handle: () => void, can?: () => boolean): void {
  onCleanup(registry.register(command, handle, can))
}

/** What the keys would do at this moment. */
export const activeCommands = () => registry.active()

/** Feeds the window's key strokes to the registry. Called once, by the frame. */
export function onWindowKeys(): void {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    if (document.querySelector('dialog[open]') || isOfTheControl(event)) return

    const key = strokeOf(event)
    const found = key && registry.press({ key, isTyping: isTyping(event.target), at: event.timeStamp })
    // A key held down must never decide one item after another.
    if (!found || (event.repeat && !entryOf(found.command).repeats)) return
    event.preventDefault()
    found.handle()
  }
  addEventListener('keydown', listen)
  onCleanup(() => removeEventListener('keydown', listen))
}

const ARROWS = ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight']

/** What has the focus does something of its own with this key. */
function isOfTheControl({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  if (key === 'Enter' && !ctrlKey && !metaKey)
    return target.closest('a, button, summary, [role=tab]') !== null
  if (key === ' ') return target.closest('button, summary, input, [role=tab]') !== null
  if (!ARROWS.includes(key)) return false
  return target.closest('input, select, [role=tablist], [role=listbox], [role=menu], [tabindex="0"]') !== null
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input:not([type=radio], [type=checkbox], [type=range]), textarea, select') !== null)
