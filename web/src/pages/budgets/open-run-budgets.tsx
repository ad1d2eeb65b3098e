import type { RunView } from '@pm-bot/domain'
import { createMemo, For, Show } from 'solid-js'
import { createRuns } from '../../api/runs.ts'
import { createRunSpend } from '../../api/spend.ts'
import { BudgetBars } from '../../ui/budget/budget-bars.tsx'
import { RunLink } from '../../ui/run-link.tsx'
import { isOver } from '../runs/run-zones.ts'
import type { ScopeToSet } from './budgets-page.tsx'

const MOST = 12

/** Runs that may still spend something, the newest first. */
export function OpenRunBudgets(props: { onSet: (scope: ScopeToSet) => void }) {
  const runs = createRuns()
  const open = createMemo(() =>
    (runs.data() ?? [])
      .filter(({ status, budget }) => budget !== null && status !== 'proposed' && !isOver(status))
      .slice(0, MOST),
  )
  return (
    <section class="group" aria-labelledby="budgets-run">
      <header class="group-head">
        <h2 id="budgets-run">Runs under way, for their whole life</h2>
      </header>
      <Show when={open().length > 0} fallback={<p class="quiet">No run is under way.</p>}>
        <ul class="card rows">
          <For each={open().map(({ id }) => id)}>
            {(id) => (
              <Show when={open().find((run) => run.id === id)}>
                {(run) => <RunBudget run={run()} onSet={props.onSet} />}
              </Show>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}

function RunBudget(props: { run: RunView; onSet: (scope: ScopeToSet) => void }) {
  const spend = createRunSpend(() => props.run.id)
  const set = () => {
    const own = (spend.data()?.measures ?? []).flatMap(({ measure, limit }) =>
      limit === null ? [] : [[measure, limit] as const],
    )
    props.onSet({
      scope: { kind: 'run', key: props.run.id },
      title: props.run.goal,
      own: Object.fromEntries(own),
      version: 0,
    })
  }
  return (
    <li class="budget-row">
      <h3>
        <RunLink runId={props.run.id} goal={props.run.goal} />
      </h3>
      <BudgetBars measures={spend.data()?.measures ?? []} label={`Spent by ${props.run.goal}`} />
      <button type="button" class="button small" disabled={spend.data() === undefined} onClick={set}>
        Set limits…<span class="sr-only"> of {props.run.goal}</span>
      </button>
    </li>
  )
}
