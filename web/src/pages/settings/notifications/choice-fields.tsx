import { INBOX_KINDS, type InboxKind, RISKS, type Risk } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { Field } from '../../../ui/field.tsx'
import { ITEM_WORDS, LEAST_RISK_WORDS } from './notifier-words.ts'
import { TextField } from './text-field.tsx'
import type { TypedNotifier } from './typed-notifier.ts'

interface Fields {
  typed: TypedNotifier
  onChange: (change: Partial<TypedNotifier>) => void
}

/** What a notifier speaks of, and when. */
export function ChoiceFields(props: Fields) {
  const toggled = (kind: InboxKind) => {
    const { kinds } = props.typed
    return kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind]
  }
  return (
    <>
      <fieldset class="field">
        <legend class="label">What</legend>
        <span class="hint">None ticked is everything that waits for you.</span>
        <div class="ticks">
          <For each={INBOX_KINDS}>
            {(kind) => (
              <label class="check">
                <input
                  type="checkbox"
                  checked={props.typed.kinds.includes(kind)}
                  onChange={() => props.onChange({ kinds: toggled(kind) })}
                />
                {ITEM_WORDS[kind]}
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <div class="pair">
        <Field id="notifier-risk" label="From which risk on">
          <select
            id="notifier-risk"
            onChange={(event) => props.onChange({ leastRisk: event.currentTarget.value as Risk })}
          >
            <For each={RISKS}>
              {(risk) => (
                <option value={risk} selected={props.typed.leastRisk === risk}>
                  {LEAST_RISK_WORDS[risk]}
                </option>
              )}
            </For>
          </select>
        </Field>
        <TextField
          id="notifier-digest"
          label="Bundle for minutes"
          hint="0 is at once."
          numeric
          value={props.typed.digestMinutes}
          onInput={(digestMinutes) => props.onChange({ digestMinutes })}
        />
      </div>
      <QuietFields {...props} />
    </>
  )
}

function QuietFields(props: Fields) {
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={props.typed.isQuiet}
          onChange={(event) => props.onChange({ isQuiet: event.currentTarget.checked })}
        />
        Quiet hours: what comes within them is said together at their end
      </label>
      <Show when={props.typed.isQuiet}>
        <div class="pair">
          <TextField
            id="quiet-from"
            label="From"
            type="time"
            value={props.typed.quietFrom}
            onInput={(quietFrom) => props.onChange({ quietFrom })}
          />
          <TextField
            id="quiet-to"
            label="To"
            type="time"
            value={props.typed.quietTo}
            onInput={(quietTo) => props.onChange({ quietTo })}
          />
        </div>
        <TextField
          id="quiet-zone"
          label="Time zone"
          hint="By its name, e.g. Europe/Berlin or UTC."
          value={props.typed.timeZone}
          onInput={(timeZone) => props.onChange({ timeZone })}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={props.typed.exceptHighRisk}
            onChange={(event) => props.onChange({ exceptHighRisk: event.currentTarget.checked })}
          />
          High risk is said all the same
        </label>
      </Show>
    </>
  )
}
