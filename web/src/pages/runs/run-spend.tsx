import type { RunView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createRunSpend } from '../../api/spend.ts'
import { BudgetBars } from '../../ui/budget/budget-bars.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { plural } from '../../ui/time.ts'

/** What the run has spent of its limits; nothing where nothing is counted. */
export function RunSpend(props: { run: RunView }) {
  const spend = createRunSpend(() => props.run.id)
  const isCounted = () =>
    spend.data()?.measures.some(({ limit, spent }) => limit !== null || spent > 0) ?? false
  return (
    <>
      <ProblemNote problem={spend.error()} onRetry={spend.again} />
      <Show when={isCounted() && spend.data()}>
        {(known) => (
          <section class="run-spend" aria-label="Budget">
            <BudgetBars measures={known().measures} label="Budget of this run" />
            <Show when={known().unpricedCalls > 0}>
              <p class="hint">
                {plural(known().unpricedCalls, 'call')} of a model without a price: what{' '}
                {known().unpricedCalls === 1 ? 'it' : 'they'} cost is not known.{' '}
                <a href="/budgets#prices">Set its price</a>
              </p>
            </Show>
          </section>
        )}
      </Show>
    </>
  )
}
