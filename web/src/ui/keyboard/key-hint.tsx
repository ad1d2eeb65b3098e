import { For } from 'solid-js'
import { entryOf, type KeyCommand } from './keymap.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
const SHOWN: Record<string, string> = { Escape: 'Esc', Enter: '↵', Mod: isMac ? '⌘' : 'Ctrl' }

/** The keys of a command, for the eye only: the button beside it has its own name. */
export function KeyHint(props: { command: KeyCommand }) {
  return <Keys keys={entryOf(props.command).keys[0] ?? ''} hidden />
}

export function Keys(props: { keys: string; hidden?: boolean }) {
  const caps = () => props.keys.split(/[ +]/).map((key) => SHOWN[key] ?? key)
  return (
    <span class="keys" aria-hidden={props.hidden ? 'true' : undefined}>
      <For each={caps()}>{(cap) => <kbd>{cap}</kbd>}</For>
    </span>
  )
}
