import { AS_TYPED } from '../../../ui/as-typed.ts'
import { described, Field } from '../../../ui/field.tsx'

/** A line of text. What is secret is not shown, and no browser keeps it as the password of the page. */
export function TextField(props: {
  id: string
  label: string
  hint?: string | undefined
  value: string
  optional?: boolean
  type?: 'password' | 'time'
  numeric?: boolean
  onInput: (value: string) => void
}) {
  return (
    <Field id={props.id} label={props.label} hint={props.hint} optional={props.optional === true}>
      <input
        {...AS_TYPED}
        {...described(props.id, props.hint, undefined)}
        type={props.type ?? 'text'}
        inputmode={props.numeric ? 'numeric' : undefined}
        autocomplete={props.type === 'password' ? 'new-password' : 'off'}
        maxlength="4000"
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Field>
  )
}
