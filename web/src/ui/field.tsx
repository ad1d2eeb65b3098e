import { type JSX, Show } from 'solid-js'

/** A label, what is asked for, a control, and what is wrong with it. */
export function Field(props: {
  id: string
  label: string
  hint?: string | undefined
  problem?: string | undefined
  optional?: boolean
  children: JSX.Element
}) {
  return (
    <div class="field">
      <label class="label" for={props.id}>
        {props.label}
      </label>
      <Show when={props.optional}>
        <span class="quiet optional">optional</span>
      </Show>
      {props.children}
      <Show when={props.hint}>
        <p class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      </Show>
      <Show when={props.problem}>
        <p class="field-problem" id={`${props.id}-problem`}>
          {props.problem}
        </p>
      </Show>
    </div>
  )
}

/** What a control says about its hint and its problem. */
export const described = (id: string, hint: string | undefined, problem: string | undefined) => ({
  id,
  'aria-invalid': problem ? ('true' as const) : undefined,
  'aria-describedby':
    [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined,
})
