import { createSignal, onMount } from 'solid-js'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'

const MOST = 2000

/** The reason goes to the agent's run and into the audit trail. */
export function RejectForm(props: {
  isPending: boolean
  onReject: (reason: string) => void
  onClose: () => void
}) {
  const [reason, setReason] = createSignal('')
  let field!: HTMLTextAreaElement
  onMount(() => field.focus())

  const send = () => {
    if (!props.isPending) props.onReject(reason().trim())
  }
  onKey('send', send)
  onKey('back', () => props.onClose())

  return (
    <form
      class="reject-form"
      aria-label="Reject with a reason"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        props.onClose()
      }}
    >
      <label class="field">
        <span class="label">
          Reason <span class="quiet">for the run and the audit trail; may stay empty</span>
        </span>
        <textarea
          ref={field}
          rows="3"
          maxlength={MOST}
          value={reason()}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <div class="buttons">
        <button type="submit" class="button danger" disabled={props.isPending}>
          Reject <KeyHint command="send" />
        </button>
        <button type="button" class="button" onClick={() => props.onClose()}>
          Back <KeyHint command="back" />
        </button>
      </div>
    </form>
  )
}
