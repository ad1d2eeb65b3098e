import { For } from 'solid-js'
import { described, Field } from '../../../ui/field.tsx'
import type { PolicyForm } from './create-policy-form.ts'
import type { TypedSeconds } from './typed-policy.ts'

const BOUNDS: readonly { field: TypedSeconds; label: string }[] = [
  { field: 'least', label: 'Never more often than every' },
  { field: 'most', label: 'Never less often than every' },
]
const HINT = 'In minutes, from 0.5 to 1440; empty is no bound.'

/** How often GitHub is asked by itself. */
export function PollFields(props: { form: PolicyForm }) {
  return (
    <fieldset class="stack small-gap">
      <legend class="label">How often GitHub is asked</legend>
      <p>
        Soon after something changed, every few minutes for a day, then less and less often. A webhook is
        followed at once in any case, and after failures GitHub is left alone for longer.
      </p>
      <div class="pair">
        <For each={BOUNDS}>
          {({ field, label }) => (
            <Field id={`poll-${field}`} label={label} hint={HINT} problem={props.form.problem(field)}>
              <input
                {...described(`poll-${field}`, HINT, props.form.problem(field))}
                inputmode="decimal"
                autocomplete="off"
                placeholder="no bound"
                value={props.form.typed()[field]}
                onInput={(event) => props.form.set({ [field]: event.currentTarget.value })}
              />
            </Field>
          )}
        </For>
      </div>
    </fieldset>
  )
}
