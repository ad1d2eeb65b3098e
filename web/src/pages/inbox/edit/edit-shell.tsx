import { For, onMount, Show } from 'solid-js'
import { described, Field } from '../../../ui/field.tsx'
import { KeyHint } from '../../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../../ui/keyboard/on-key.ts'
import { createEdit, type Editing } from './create-edit.ts'
import { EditPartView } from './edit-part-view.tsx'

/** An edit as forms, or as JSON. Nothing changed is nothing but an approval. */
export function EditShell(props: Editing & { name: string; send: string; onClose: () => void }) {
  const edit = createEdit(props)
  let form!: HTMLFormElement

  function send() {
    const said = edit.send()
    if (said === undefined)
      queueMicrotask(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
    else if (edit.isChanged()) props.decision.decide('edit', said)
    else props.decision.decide('approve')
  }
  onKey('send', () => form.requestSubmit())
  onKey('back', () => props.onClose())
  onMount(() => form.querySelector<HTMLElement>('input, textarea')?.focus())

  return (
    <form
      ref={form}
      class="edit-form"
      aria-label={props.name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        // A word that is still being typed into a list counts.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        send()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        props.onClose()
      }}
    >
      <div class="edit-scroll stack">
        <Show
          when={edit.json() === undefined}
          fallback={
            <Field id="edit-json" label="As JSON" problem={edit.problem()}>
              <textarea
                {...described('edit-json', undefined, edit.problem())}
                class="mono"
                rows="10"
                spellcheck={false}
                value={edit.json() ?? ''}
                onInput={(event) => edit.setJson(event.currentTarget.value)}
              />
            </Field>
          }
        >
          <For each={edit.parts}>
            {(part, index) => (
              <EditPartView
                id={`edit-${index()}`}
                name={props.name}
                part={part}
                problemOf={(name) => edit.problemOf(index(), name)}
                onType={(name, typed) => edit.type(index(), name, typed)}
                onLeaveOut={(isLeftOut) => edit.leaveOut(index(), isLeftOut)}
              />
            )}
          </For>
          <Show when={edit.problem()}>
            <p class="field-problem" role="alert">
              {edit.problem()}
            </p>
          </Show>
        </Show>
      </div>
      <div class="buttons">
        <button type="submit" class="button primary" disabled={props.decision.isPending()}>
          {edit.isChanged() ? props.send : 'Approve unchanged'} <KeyHint command="send" />
        </button>
        <button type="button" class="button" onClick={() => props.onClose()}>
          Back <KeyHint command="back" />
        </button>
        <Show when={edit.hasForm()}>
          <button
            type="button"
            class="button"
            onClick={() => (edit.json() === undefined ? edit.toJson() : edit.toForm())}
          >
            {edit.json() === undefined ? 'Edit as JSON' : 'Edit as form'}
          </button>
        </Show>
      </div>
    </form>
  )
}
