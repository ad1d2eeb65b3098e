import { For, Show } from 'solid-js'
import { keysOf } from './chosen-keys.ts'
import { Keys } from './key-hint.tsx'
import type { KeyCommand } from './keymap.ts'

/** Every stroke that a command has, `J or ↓`. */
export function AllKeys(props: { command: KeyCommand }) {
  // A capital beside its letter helps whoever has Caps Lock on, and is no other key.
  const shown = () =>
    keysOf(props.command).filter((keys, index, all) => index === 0 || keys.toLowerCase() !== all[0])
  return (
    <For each={shown()}>
      {(keys, index) => (
        <>
          <Show when={index() > 0}> or </Show>
          <Keys keys={keys} />
        </>
      )}
    </For>
  )
}
