import { onCleanup } from 'solid-js'
import { createKeyRegistry } from './key-registry.ts'
import type { KeyCommand } from './keymap.ts'

const registry = createKeyRegistry()

/** Handles a command of the keymap for as long as the owner lives. */
export function onKey(command: KeyCommand, handle: () => void): void {
  onCleanup(registry.register(command, handle))
}

/** Feeds the window's key strokes to the registry. Called once, by the frame. */
export function onWindowKeys(): void {
  const listen = (event: KeyboardEvent) => {
    // A key held down must never decide one item after another.
    if (event.defaultPrevented || event.isComposing || (event.repeat && !isMove(event.key))) return
    if (document.querySelector('dialog[open]')) return
    if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey && isPressable(event.target)) return

    const key = strokeOf(event)
    const handle = key && registry.press({ key, isTyping: isTyping(event.target), at: event.timeStamp })
    if (!handle) return
    event.preventDefault()
    handle()
  }
  addEventListener('keydown', listen)
  onCleanup(() => removeEventListener('keydown', listen))
}

function strokeOf(event: KeyboardEvent): string | undefined {
  // AltGr is how some keyboards type [ and {; browsers report it as Ctrl+Alt.
  const isPlain = event.getModifierState('AltGraph') || !(event.ctrlKey || event.metaKey || event.altKey)
  if (isPlain) return event.key
  return event.altKey ? undefined : `Mod+${event.key}`
}

const isMove = (key: string) => key === 'j' || key === 'k'

const isPressable = (target: EventTarget | null) =>
  target instanceof Element && target.closest('a, button, summary, [role=tab]') !== null

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input:not([type=radio], [type=checkbox]), textarea, select') !== null)
