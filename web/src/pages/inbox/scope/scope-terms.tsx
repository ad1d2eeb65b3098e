import type { ToolCallPayload } from '@pm-bot/domain'
import { createEffect, createMemo, createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { Icon } from '../../../ui/icon.tsx'
import { KeyHint } from '../../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../../ui/keyboard/on-key.ts'
import type { Terms } from '../terms.ts'
import { PatternFields } from './pattern-fields.tsx'
import { dayIn, mayReachOut, needsTick, patternsOf, type ScopeChoice, scopeOf } from './scope-choice.ts'
import { ScopeKinds } from './scope-kinds.tsx'
import { scopeInWords } from './scope-words.ts'

/** How much an approval of a call allows: this one, or a rule for calls like it. */
export default function ScopeTerms(props: { payload: ToolCallPayload; onChange: (terms: Terms) => void }) {
  const like = patternsOf(props.payload)
  const now = Date.now()
  const [isOpen, setOpen] = createSignal(false)
  const [choice, setChoice] = createStore<ScopeChoice>({
    kind: 'once',
    count: '10',
    untilDay: dayIn(7, now),
    patterns: like ?? {},
    coversTainted: false,
  })
  const isRule = () => choice.kind !== 'once'
  const terms = createMemo((): Terms => {
    const { scope, problem } = scopeOf(props.payload, choice, now)
    if (!isRule()) return { label: 'Approve once' }
    const label = 'Approve as a rule'
    if (problem || !scope) return { label, says: 'Complete the rule above first.', problem: problem ?? '' }
    return { label, says: 'Allows this call now, and makes the rule above.', said: { scope } }
  })
  createEffect(() => props.onChange(terms()))
  const inWords = () => {
    const scope = terms().said?.scope
    return scope && scopeInWords(scope)
  }

  let section!: HTMLElement
  onKey('scope', () => {
    setOpen((open) => !open)
    if (isOpen()) queueMicrotask(() => section.querySelector<HTMLElement>('input:checked')?.focus())
  })

  return (
    <section ref={section} class="terms scope" aria-label="How much to allow">
      <button
        type="button"
        class="scope-toggle"
        aria-expanded={isOpen()}
        onClick={() => setOpen((open) => !open)}
      >
        <Icon name={isOpen() ? 'down' : 'forward'} />
        <span>
          <strong>{isRule() ? 'Rule' : 'One time'}:</strong>{' '}
          {isRule() ? 'this call, and calls like it' : 'this call only'}
        </span>
        <KeyHint command="scope" />
      </button>
      <Show when={isOpen()}>
        <div class="terms-scroll">
          <Show when={like === null}>
            <p class="hint">
              No pattern can say which calls are like this one, so it can only be allowed alone.
            </p>
          </Show>
          <ScopeKinds
            choice={choice}
            repoName={props.payload.repo.name}
            mayBeRule={like !== null}
            today={dayIn(0, now)}
            onChange={(change) => setChoice(change)}
          />
          <Show when={isRule()}>
            <Show when={mayReachOut(props.payload)}>
              <label class="check tick">
                <input
                  type="checkbox"
                  checked={choice.coversTainted}
                  onChange={(event) => setChoice('coversTainted', event.currentTarget.checked)}
                />
                <span>
                  <strong>Also after a run has read text from outside or private content.</strong> Then
                  whoever wrote that text may steer these calls, or have what was read sent out, and you are
                  not asked.
                  {needsTick(props.payload)
                    ? ' This run has read such text: a rule for this call needs it.'
                    : ''}
                </span>
              </label>
            </Show>
            <PatternFields
              tool={props.payload.tool}
              patterns={choice.patterns}
              onChange={(name, pattern) => setChoice('patterns', name, pattern)}
            />
          </Show>
        </div>
        <Show when={isRule()}>
          <Show
            when={terms().problem}
            fallback={<p class="rule-says">{inWords()} You can revoke the rule under Grants.</p>}
          >
            <p class="field-problem" role="alert">
              {terms().problem}
            </p>
          </Show>
        </Show>
      </Show>
    </section>
  )
}
