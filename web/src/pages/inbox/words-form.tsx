import { createSignal, createUniqueId, type JSX, onMount, Show } from 'solid-js'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'

const MOST = 2000

/** Words that go with a decision: a reason, an answer, what to change. */
export default function WordsForm(props: {
  name: string
  label: string
  hint: string
  send: string
  tone: 'primary' | 'danger'
  mayBeEmpty: boolean
  isPending: boolean
  /** Stands there from the start and takes no focus by itself. */
  isInline?: boolean
  /** It does where somebody asked for it before it was there. */
  takesFocus?: boolean
  /** Beside the button that sends. */
  children?: JSX.Element
  onSend: (words: string) => void
  onClose: () => void
}) {
  const id = createUniqueId()
  const [words, setWords] = createSignal('')
  const [wasSent, setWasSent] = createSignal(false)
  let field!: HTMLTextAreaElement
  onMount(() => {
    if (!props.isInline || props.takesFocus) field.focus()
  })

  const isMissing = () => !props.mayBeEmpty && words().trim() === ''
  function send() {
    setWasSent(true)
    if (isMissing()) return field.focus()
    if (!props.isPending) props.onSend(words().trim())
  }
  onKey('send', send)
  if (!props.isInline) onKey('back', () => props.onClose())

  return (
    <form
      class="words-form"
      aria-label={props.name}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        field.blur()
        props.onClose()
      }}
    >
      <div class="field">
        <label class="label" for={id}>
          {props.label}
        </label>
        <textarea
          ref={field}
          id={id}
          rows="3"
          maxlength={MOST}
          aria-describedby={`${id}-hint`}
          aria-invalid={wasSent() && isMissing() ? 'true' : undefined}
          value={words()}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <Show when={wasSent() && isMissing()}>
          <p class="field-problem">Say something first: the agent is to read it.</p>
        </Show>
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      </div>
      <div class="buttons">
        <button type="submit" class={`button ${props.tone}`} disabled={props.isPending}>
          {props.send} <KeyHint command="send" />
        </button>
        <Show
          when={props.isInline}
          fallback={
            <button type="button" class="button" onClick={() => props.onClose()}>
              Back <KeyHint command="back" />
            </button>
          }
        >
          {props.children}
        </Show>
      </div>
    </form>
  )
}
