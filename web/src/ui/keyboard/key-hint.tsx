import { For } from 'solid-js'
import { keysOf } from './chosen-keys.ts'
import { capsOf } from './key-words.ts'
import type { KeyCommand } from './keymap.ts'

/** The keys of a command, for the eye only: the button beside it has its own name. */
export function KeyHint(props: { command: KeyCommand }) {
  return <Keys keys={keysOf(props.command)[0] ?? ''} hidden />
}

export function Keys(props: { keys: string; hidden?: boolean }) {
  return (
    <span class="keys" aria-hidden={props.hidden ? 'true' : undefined}>
      <For each={capsOf(props.keys).flat()}>{(cap) => <kbd>{cap}</kbd>}</For>
    </span>
  )
}
