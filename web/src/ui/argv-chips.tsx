import { For } from 'solid-js'
import { VisibleText } from './visible-text.tsx'

/** Each argument on its own, so that a blank inside one shows. */
export function ArgvChips(props: { argv: readonly string[]; label: string }) {
  return (
    <ol class="argv" aria-label={props.label}>
      <For each={props.argv}>
        {(argument) => (
          <li>
            <code>{argument === '' ? '(empty)' : <VisibleText text={argument} keepsLines />}</code>
          </li>
        )}
      </For>
    </ol>
  )
}
