import { For, Match, Show, Switch } from 'solid-js'
import { AS_TYPED } from '../../../ui/as-typed.ts'
import { described, Field } from '../../../ui/field.tsx'
import { visiblePieces } from '../../../ui/visible-pieces.ts'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { ArgvField } from '../../new-run/argv-field.tsx'
import type { ArgField, Typed } from './arg-fields.ts'
import type { Passage } from './passages.ts'
import { PassagesField } from './passages-field.tsx'

/** The control of one argument, with what is wrong with it and what it hides. */
export function ArgControl(props: {
  id: string
  field: ArgField
  typed: Typed
  problem: string | undefined
  onChange: (typed: Typed) => void
}) {
  const text = () => (typeof props.typed === 'string' ? props.typed : '')
  const hint = () => hintOf(props.field)
  const control = () => ({
    ...described(props.id, hint(), props.problem),
    ...AS_TYPED,
    'aria-required': props.field.isRequired,
    value: text(),
    onInput: (event: { currentTarget: { value: string } }) => props.onChange(event.currentTarget.value),
  })
  const hidesSomething = () => visiblePieces(text(), true).some(({ isMark }) => isMark)

  return (
    <Field
      id={props.id}
      label={props.field.label}
      hint={hint()}
      problem={props.problem}
      optional={!props.field.isRequired}
    >
      <Switch fallback={<input {...control()} class="mono" />}>
        <Match when={props.field.control === 'text' || props.field.control === 'json'}>
          <textarea {...control()} class="mono" rows={rowsOf(text())} />
        </Match>
        <Match when={props.field.control === 'lines'}>
          <textarea {...control()} rows={rowsOf(text())} />
        </Match>
        <Match when={props.field.control === 'prose'}>
          <textarea {...control()} spellcheck rows={rowsOf(text())} />
        </Match>
        <Match when={props.field.control === 'integer' || props.field.control === 'number'}>
          <input {...control()} class="short" inputmode="decimal" />
        </Match>
        <Match when={props.field.control === 'choice'}>
          <select {...control()}>
            <For each={[...(props.field.isRequired ? [] : ['']), ...props.field.choices]}>
              {(choice) => <option value={choice}>{choice}</option>}
            </For>
          </select>
        </Match>
        <Match when={props.field.control === 'boolean'}>
          <label class="check">
            <input
              id={props.id}
              type="checkbox"
              checked={props.typed === true}
              onChange={(event) => props.onChange(event.currentTarget.checked)}
            />
            Yes
          </label>
        </Match>
        <Match when={props.field.control === 'words'}>
          <ArgvField
            id={props.id}
            label={props.field.label}
            hint={hint()}
            problem={props.problem}
            value={Array.isArray(props.typed) ? (props.typed as string[]) : []}
            onChange={props.onChange}
          />
        </Match>
        <Match when={props.field.control === 'passages'}>
          <PassagesField
            id={props.id}
            value={props.typed as readonly Passage[]}
            isInvalid={props.problem !== undefined}
            onChange={props.onChange}
          />
        </Match>
      </Switch>
      <Show when={hidesSomething()}>
        <p class="hint">
          With what it hides: <VisibleText text={text()} keepsLines />
        </p>
      </Show>
    </Field>
  )
}

const rowsOf = (text: string): number => Math.min(16, Math.max(3, text.split('\n').length + 1))

function hintOf({ description, control }: ArgField): string | undefined {
  const notes: Partial<Record<ArgField['control'], string>> = {
    json: 'As JSON.',
    words: 'Type or paste a line, Enter splits it.',
    lines: 'One a line.',
  }
  return [description, notes[control]].filter(Boolean).join(' ') || undefined
}
