import { createMemo, createSignal, For, onMount, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { described, Field } from '../../../ui/field.tsx'
import { KeyHint } from '../../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../../ui/keyboard/on-key.ts'
import { spellOut } from '../../../ui/visible-pieces.ts'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { ArgControl } from '../args/arg-control.tsx'
import { readJson, sameJson } from '../args/args-of.ts'
import { refusedField } from '../args/refused-field.ts'
import type { MakeDecision } from '../create-decision.ts'
import type { EditPart, EditRead, FilledPart } from './edit-parts.ts'

const filled = (parts: readonly EditPart[]): FilledPart[] =>
  parts.map((part) => ({ ...part, typed: {}, isLeftOut: false }))

/** An edit as forms, or as JSON. Nothing changed is nothing but an approval. */
export function EditShell(props: {
  name: string
  original: unknown
  /** Undefined where only JSON can say it. */
  formsOf: (payload: unknown) => EditPart[] | undefined
  read: (parts: readonly FilledPart[], original: unknown) => EditRead
  send: string
  decision: MakeDecision
  onClose: () => void
}) {
  const first = props.formsOf(props.original)
  // What the forms were made of: JSON may have changed it since.
  const [base, setBase] = createSignal(props.original)
  const [parts, setParts] = createStore<FilledPart[]>(filled(first ?? []))
  const [json, setJson] = createSignal<string | undefined>(first ? undefined : pretty(props.original))
  const [wasSent, setWasSent] = createSignal(false)
  let form!: HTMLFormElement

  const read = createMemo((): EditRead => {
    const text = json()
    if (text === undefined) return props.read(parts, base())
    const parsed = readJson(text)
    return 'problem' in parsed
      ? { payload: undefined, problems: {}, problem: parsed.problem }
      : { payload: parsed.value, problems: {} }
  })
  const isChanged = () => !sameJson(read().payload, props.original)
  const refused = () => refusedField(props.decision.problem())
  const problemOf = (part: number, name: string) => {
    const mine = wasSent() ? read().problems[`${part}.${name}`] : undefined
    const { path, message } = refused() ?? {}
    const steps = path?.split('.') ?? []
    const isIts = steps[0] === name || (steps[0] === String(part) && steps[1] === name)
    return mine ?? (isIts ? `${path} ${message}.` : undefined)
  }

  function toForm() {
    const { payload } = read()
    const forms = props.formsOf(payload)
    if (!forms) return setWasSent(true)
    setBase(payload)
    setParts(filled(forms))
    setJson(undefined)
  }
  const hasForm = () => json() === undefined || props.formsOf(read().payload) !== undefined

  function send() {
    setWasSent(true)
    const { payload, problems, problem } = read()
    if (problem || Object.keys(problems).length > 0)
      return queueMicrotask(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
    if (isChanged()) props.decision.decide('edit', { payload })
    else props.decision.decide('approve')
  }
  onKey('send', () => form.requestSubmit())
  onKey('back', () => props.onClose())
  onMount(() => form.querySelector<HTMLElement>('input, textarea')?.focus())

  return (
    <form
      ref={form}
      class="edit-form"
      aria-label={props.name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        // A word that is still being typed into a list counts.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        send()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        props.onClose()
      }}
    >
      <div class="edit-scroll stack">
        <Show
          when={json() === undefined}
          fallback={
            <Field id="edit-json" label="As JSON" problem={wasSent() ? read().problem : undefined}>
              <textarea
                {...described('edit-json', undefined, wasSent() ? read().problem : undefined)}
                class="mono"
                rows="10"
                spellcheck={false}
                value={json() ?? ''}
                onInput={(event) => setJson(event.currentTarget.value)}
              />
            </Field>
          }
        >
          <For each={parts}>
            {(part, index) => (
              <section
                class="edit-part"
                classList={{ 'left-out': part.isLeftOut }}
                aria-label={spellOut(part.title ?? props.name)}
              >
                <Show when={part.title}>
                  {(title) => (
                    <p class="edit-title">
                      <VisibleText text={title()} />
                    </p>
                  )}
                </Show>
                <Show when={part.mayBeLeftOut}>
                  <label class="check">
                    <input
                      type="checkbox"
                      checked={!part.isLeftOut}
                      onChange={(event) => setParts(index(), 'isLeftOut', !event.currentTarget.checked)}
                    />
                    Do this
                  </label>
                </Show>
                <Show when={!part.isLeftOut}>
                  <For each={part.fields}>
                    {(field) => (
                      <ArgControl
                        id={`edit-${index()}-${field.name}`}
                        field={field}
                        typed={part.typed[field.name] ?? field.typed}
                        problem={problemOf(index(), field.name)}
                        onChange={(typed) => setParts(index(), 'typed', field.name, typed)}
                      />
                    )}
                  </For>
                </Show>
              </section>
            )}
          </For>
          <Show when={wasSent() && read().problem}>
            <p class="field-problem" role="alert">
              {read().problem}
            </p>
          </Show>
        </Show>
      </div>
      <div class="buttons">
        <button type="submit" class="button primary" disabled={props.decision.isPending()}>
          {isChanged() ? props.send : 'Approve unchanged'} <KeyHint command="send" />
        </button>
        <button type="button" class="button" onClick={() => props.onClose()}>
          Back <KeyHint command="back" />
        </button>
        <Show when={hasForm()}>
          <button
            type="button"
            class="button"
            onClick={() => (json() === undefined ? setJson(pretty(read().payload)) : toForm())}
          >
            {json() === undefined ? 'Edit as JSON' : 'Edit as form'}
          </button>
        </Show>
      </div>
    </form>
  )
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2) ?? ''
