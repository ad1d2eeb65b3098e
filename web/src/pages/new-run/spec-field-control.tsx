import { For, Match, Switch } from 'solid-js'
import { described, Field } from '../../ui/field.tsx'
import { ArgvField } from './argv-field.tsx'
import type { FieldValue, SpecField } from './spec-fields.ts'

/** A text that may be longer than this has room for lines. */
const LONG = 1000

/** The control for one member of a graph's spec. */
export function SpecFieldControl(props: {
  field: SpecField
  value: FieldValue
  problem: string | undefined
  onChange: (value: FieldValue) => void
}) {
  const id = () => `spec-${props.field.name}`
  const text = () => (typeof props.value === 'string' ? props.value : '')
  const hint = () => hintOf(props.field)
  const control = () => ({
    ...described(id(), hint(), props.problem),
    name: id(),
    'aria-required': props.field.isRequired,
  })
  const change = (event: { currentTarget: { value: string } }) => props.onChange(event.currentTarget.value)

  return (
    <Switch
      fallback={
        <Field
          id={id()}
          label={props.field.label}
          hint={hint()}
          problem={props.problem}
          optional={!props.field.isRequired}
        >
          <Switch fallback={<input {...control()} value={text()} onInput={change} />}>
            <Match when={props.field.kind === 'list'}>
              <ArgvField
                id={id()}
                label={props.field.label}
                hint={hint()}
                problem={props.problem}
                value={Array.isArray(props.value) ? props.value : []}
                onChange={props.onChange}
              />
            </Match>
            <Match when={props.field.kind === 'choice'}>
              <select {...control()} value={text()} onChange={change}>
                <For each={[...(props.field.isRequired ? [] : ['']), ...props.field.choices]}>
                  {(choice) => <option value={choice}>{choice}</option>}
                </For>
              </select>
            </Match>
            <Match when={props.field.kind === 'integer' || props.field.kind === 'number'}>
              <input {...control()} class="short" inputmode="decimal" value={text()} onInput={change} />
            </Match>
            <Match when={props.field.kind === 'text' && (props.field.max ?? 0) >= LONG}>
              <textarea {...control()} rows="2" value={text()} onInput={change} />
            </Match>
            <Match when={props.field.kind === 'json'}>
              <textarea
                {...control()}
                class="mono"
                rows={props.field.isCommands ? 2 : 4}
                placeholder={props.field.isCommands ? 'npm test' : ''}
                spellcheck={false}
                value={text()}
                onInput={change}
              />
            </Match>
          </Switch>
        </Field>
      }
    >
      <Match when={props.field.kind === 'boolean'}>
        <label class="check">
          <input
            type="checkbox"
            checked={props.value === true}
            onChange={(event) => props.onChange(event.currentTarget.checked)}
          />
          {props.field.label}
          <span class="quiet">{props.field.description}</span>
        </label>
      </Match>
    </Switch>
  )
}

function hintOf(field: SpecField): string | undefined {
  const note = field.isCommands
    ? 'One command in a line; no shell stands between.'
    : field.kind === 'json'
      ? 'As JSON.'
      : field.kind === 'list'
        ? 'Type or paste a line, Enter splits it.'
        : ''
  return [field.description, note].filter(Boolean).join(' ') || undefined
}
