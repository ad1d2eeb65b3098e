import { createUniqueId, onMount, Show } from 'solid-js'
import { KeyHint } from '../keyboard/key-hint.tsx'
import { VisibleText } from '../visible-text.tsx'
import { useDiffState } from './diff-state.ts'
import { type LinePlace, placeKey } from './line-drafts.ts'

const MOST = 2000

/** A comment below its line: as it is written, and as it waits to be sent. */
export function LineNote(props: { place: LinePlace; columns: number }) {
  const { drafts, writingAt, write } = useDiffState()
  const text = () => drafts()?.at(props.place)?.text ?? ''
  const isWriting = () => {
    const place = writingAt()
    return place !== undefined && placeKey(place) === placeKey(props.place)
  }
  const label = () => `line ${props.place.line}${props.place.side === 'old' ? ' before the change' : ''}`

  return (
    <tr class="line-note">
      <td colspan={props.columns}>
        <Show
          when={isWriting()}
          fallback={
            <div class="line-note-kept">
              <p class="prose">
                <VisibleText text={text()} keepsLines />
              </p>
              <div class="buttons">
                <button type="button" class="button small" onClick={() => write(props.place)}>
                  Edit<span class="sr-only"> the comment on {label()}</span>
                </button>
                <button type="button" class="button small" onClick={() => drafts()?.put(props.place, '')}>
                  Remove<span class="sr-only"> the comment on {label()}</span>
                </button>
              </div>
            </div>
          }
        >
          <NoteField
            label={`Comment on ${label()}`}
            text={text()}
            onInput={(words) => drafts()?.put(props.place, words)}
            onDone={() => write(undefined)}
          />
        </Show>
      </td>
    </tr>
  )
}

/** What is typed is kept at once: there is nothing to save. */
function NoteField(props: {
  label: string
  text: string
  onInput: (text: string) => void
  onDone: () => void
}) {
  const id = createUniqueId()
  let field!: HTMLTextAreaElement
  onMount(() => field.focus({ preventScroll: true }))

  return (
    <form
      class="line-note-field"
      onSubmit={(event) => {
        event.preventDefault()
        props.onDone()
      }}
      onKeyDown={(event) => {
        const isSent = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
        if (!isSent && event.key !== 'Escape') return
        event.preventDefault()
        props.onDone()
      }}
    >
      <label class="sr-only" for={id}>
        {props.label}
      </label>
      <textarea
        ref={field}
        id={id}
        rows="3"
        maxlength={MOST}
        placeholder="What is to be different here?"
        value={props.text}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      <div class="buttons">
        <button type="submit" class="button small">
          Done <KeyHint command="send" />
        </button>
        <span class="hint">Sent with all others when you request changes.</span>
      </div>
    </form>
  )
}
