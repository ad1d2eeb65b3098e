import type { ToolCallPayload } from '@pm-bot/domain'
import { createEffect, createMemo, onMount, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Terms } from '../terms.ts'
import { PatternFields } from './pattern-fields.tsx'
import { dayIn, mayReachOut, needsTick, patternsOf, type ScopeChoice, scopeOf } from './scope-choice.ts'
import { ScopeKinds } from './scope-kinds.tsx'
import { scopeInWords } from './scope-words.ts'

/** How much an approval of a call allows: this one, or a rule for calls like it. */
export default function ScopeChooser(props: {
  payload: ToolCallPayload
  takesFocus: boolean
  onChange: (terms: Terms) => void
}) {
  const like = patternsOf(props.payload)
  const now = Date.now()
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
    if (!isRule()) return {}
    const rule = { isRule: true, label: 'Approve as a rule' }
    return scope
      ? { ...rule, says: 'Allows this call now, and makes the rule above.', said: { scope } }
      : { ...rule, says: 'Complete the rule above first.', problem: problem ?? '' }
  })
  createEffect(() => props.onChange(terms()))
  const inWords = () => {
    const scope = terms().said?.scope
    return scope && scopeInWords(scope)
  }

  let section!: HTMLDivElement
  onMount(() => props.takesFocus && section.querySelector<HTMLElement>('input:checked')?.focus())

  return (
    <div ref={section} class="terms">
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
                <strong>Also after a run has read text from outside or private content.</strong> Then whoever
                wrote that text may steer these calls, or have what was read sent out, and you are not asked.
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
    </div>
  )
}
