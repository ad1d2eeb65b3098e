import { createEffect, For, Show } from 'solid-js'
import { Icon } from '../icon.tsx'
import { KeyHint } from '../keyboard/key-hint.tsx'
import { VisibleText } from '../visible-text.tsx'
import type { Choice } from './choices.ts'

/** The list under the palette's field, which has the focus and the keys. */
export function ChoiceList(props: {
  id: string
  choices: readonly Choice[]
  at: number
  onPoint: (choice: Choice) => void
  onTake: (choice: Choice) => void
}) {
  const idOf = (index: number) => `${props.id}-${index}`
  createEffect(() => document.getElementById(idOf(props.at))?.scrollIntoView({ block: 'nearest' }))

  return (
    <div id={props.id} class="palette-list" role="listbox" aria-label="What fits" tabindex="-1">
      <For each={props.choices}>
        {(choice, index) => (
          // biome-ignore lint/a11y: the field above has the focus and the keys, as a combobox has
          <div
            id={idOf(index())}
            class="palette-choice"
            role="option"
            aria-selected={index() === props.at}
            onPointerMove={() => index() !== props.at && props.onPoint(choice)}
            onClick={() => props.onTake(choice)}
          >
            <Icon name={choice.icon} />
            <span class="palette-text">
              <VisibleText text={choice.text} />
            </span>
            <Show when={choice.kind !== 'Everywhere' && choice.kind !== 'Search'}>
              <span class="quiet">{choice.kind}</span>
            </Show>
            <Show when={choice.command}>{(command) => <KeyHint command={command()} />}</Show>
          </div>
        )}
      </For>
    </div>
  )
}
