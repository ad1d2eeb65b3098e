import { For } from 'solid-js'

/** Each argument on its own, so that a blank inside one shows. */
export function ArgvChips(props: { argv: readonly string[]; label: string }) {
  return (
    <ol class="argv" aria-label={props.label}>
      <For each={props.argv}>
        {(argument) => (
          <li>
            <code>{argument === '' ? '(empty)' : argument}</code>
          </li>
        )}
      </For>
    </ol>
  )
}
