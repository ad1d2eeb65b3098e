import { For, Show } from 'solid-js'
import { spellOut } from '../../../ui/visible-pieces.ts'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { ArgControl } from '../args/arg-control.tsx'
import type { Typed } from '../args/arg-fields.ts'
import type { FilledPart } from './edit-parts.ts'

/** The fields of one part of an edit; a part that may be left out has a tick for it. */
export function EditPartView(props: {
  id: string
  /** Of the whole edit, for a part without a title. */
  name: string
  part: FilledPart
  problemOf: (name: string) => string | undefined
  onType: (name: string, typed: Typed) => void
  onLeaveOut: (isLeftOut: boolean) => void
}) {
  return (
    <section
      class="edit-part"
      classList={{ 'left-out': props.part.isLeftOut }}
      aria-label={spellOut(props.part.title ?? props.name)}
    >
      <Show when={props.part.title}>
        {(title) => (
          <p class="edit-title">
            <VisibleText text={title()} />
          </p>
        )}
      </Show>
      <Show when={props.part.mayBeLeftOut}>
        <label class="check">
          <input
            type="checkbox"
            checked={!props.part.isLeftOut}
            onChange={(event) => props.onLeaveOut(!event.currentTarget.checked)}
          />
          Do this
        </label>
      </Show>
      <Show when={!props.part.isLeftOut}>
        <For each={props.part.fields}>
          {(field) => (
            <ArgControl
              id={`${props.id}-${field.name}`}
              field={field}
              typed={props.part.typed[field.name] ?? field.typed}
              problem={props.problemOf(field.name)}
              onChange={(typed) => props.onType(field.name, typed)}
            />
          )}
        </For>
      </Show>
    </section>
  )
}
