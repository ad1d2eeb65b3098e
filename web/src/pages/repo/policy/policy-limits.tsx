import { type BudgetMeasure, DEFAULT_RUN_BUDGET } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { LimitsFields } from '../../../ui/budget/limits-fields.tsx'
import { limitsInWords } from '../../../ui/budget/limits-words.ts'
import { limitsAsTyped, MEASURES } from '../../../ui/budget/typed-limits.ts'
import type { PolicyForm } from './create-policy-form.ts'

/** What a run may spend here: what is usual, or limits for each of them. */
export function PolicyLimits(props: { form: PolicyForm }) {
  const problems = (): Partial<Record<BudgetMeasure, string | undefined>> =>
    Object.fromEntries(MEASURES.map((measure) => [measure, props.form.problem(`limits.${measure}`)]))

  return (
    <fieldset class="stack small-gap">
      <legend class="label">What a run may spend</legend>
      <Show
        when={props.form.typed().limits}
        fallback={
          <>
            <p>
              An agent may spend at most {limitsInWords(DEFAULT_RUN_BUDGET)}; of a command of your own nothing
              is counted.
            </p>
            <button
              type="button"
              class="button small start"
              onClick={() => props.form.set({ limits: limitsAsTyped(DEFAULT_RUN_BUDGET) })}
            >
              Set limits for each run…
            </button>
          </>
        }
      >
        {(limits) => (
          <>
            <LimitsFields value={limits()} problems={problems()} onChange={props.form.setLimit} />
            <p class="hint">
              For each run, commands included. Limits of the whole repository are among the{' '}
              <a href="/budgets">budgets</a>.
            </p>
            <button
              type="button"
              class="button small start"
              onClick={() => props.form.set({ limits: undefined })}
            >
              Back to the usual limits
            </button>
          </>
        )}
      </Show>
    </fieldset>
  )
}
