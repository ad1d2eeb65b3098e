import { Show } from 'solid-js'
import { Field } from '../../ui/field.tsx'
import type { TypedSchedule } from './typed-schedule.ts'

type Terms = Pick<TypedSchedule, 'isPermitted' | 'uses' | 'untilDay'>

/** Who starts what a schedule proposes: a person each time, or a permission that is given now. */
export function PermissionFields(props: {
  typed: Terms
  onChange: <Name extends keyof Terms>(name: Name, value: Terms[Name]) => void
}) {
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={props.typed.isPermitted}
          onChange={(event) => props.onChange('isPermitted', event.currentTarget.checked)}
        />
        Start its runs without asking me
      </label>
      <Show
        when={props.typed.isPermitted}
        fallback={
          <p class="hint">Each run is proposed and waits in the inbox until you approve its start.</p>
        }
      >
        <div class="pair">
          <Field id="permission-uses" label="How many starts" hint="Empty is any number, until the day.">
            <input
              id="permission-uses"
              inputmode="numeric"
              autocomplete="off"
              value={props.typed.uses}
              onInput={(event) => props.onChange('uses', event.currentTarget.value)}
            />
          </Field>
          <Field id="permission-until" label="Until the end of" hint="Empty is until they are used up.">
            <input
              id="permission-until"
              type="date"
              value={props.typed.untilDay}
              onInput={(event) => props.onChange('untilDay', event.currentTarget.value)}
            />
          </Field>
        </div>
        <p class="hint">
          This holds for exactly what the template proposes now: its goal, spec, rules and budget. When the
          template changes, you are asked again. What the run then wants to write still waits for you.
        </p>
      </Show>
    </>
  )
}
