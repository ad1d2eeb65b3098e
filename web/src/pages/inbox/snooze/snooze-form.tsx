import { createSignal, For, onMount, Show } from 'solid-js'
import { KeyHint } from '../../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../../ui/keyboard/on-key.ts'
import { exactTime } from '../../../ui/time.ts'
import { snoozeTimes } from './snooze-times.ts'

/** Until when an item is not to be seen; one press on a time that is offered, or any other. */
export default function SnoozeForm(props: {
  snoozedUntil: string | null
  isPending: boolean
  onSend: (until: string | null) => void
  onClose: () => void
}) {
  const [own, setOwn] = createSignal('')
  const times = snoozeTimes(new Date())
  let form!: HTMLFormElement
  onMount(() => form.querySelector('button')?.focus())
  onKey('back', () => props.onClose())

  const send = (until: Date) => {
    if (!props.isPending) props.onSend(until.toISOString())
  }
  return (
    <form
      ref={form}
      class="words-form"
      aria-label="Put off until"
      onSubmit={(event) => {
        event.preventDefault()
        if (own() !== '') send(new Date(own()))
      }}
    >
      <p class="hint">
        It waits all the same: nothing is decided, its run sees no difference, and it is under Later
        meanwhile.
      </p>
      <div class="buttons">
        <Show when={props.snoozedUntil}>
          <button
            type="button"
            class="button primary"
            disabled={props.isPending}
            onClick={() => props.onSend(null)}
          >
            Take it back now
          </button>
        </Show>
        <For each={times}>
          {({ label, until }) => (
            <button
              type="button"
              class="button"
              disabled={props.isPending}
              title={exactTime(until.toISOString())}
              onClick={() => send(until)}
            >
              {label}
            </button>
          )}
        </For>
      </div>
      <div class="buttons">
        <label class="snooze-own">
          <span class="label">Another time</span>
          <input type="datetime-local" value={own()} onInput={(event) => setOwn(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button" disabled={props.isPending || own() === ''}>
          Put off
        </button>
        <button type="button" class="button" onClick={() => props.onClose()}>
          Back <KeyHint command="back" />
        </button>
      </div>
    </form>
  )
}
