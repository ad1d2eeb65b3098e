import type { BudgetScope } from '@pm-bot/domain'
import { createSignal, For, Show } from 'solid-js'
import { createBudgets } from '../../api/budgets.ts'
import { createRepos } from '../../api/repos.ts'
import { BudgetBars } from '../../ui/budget/budget-bars.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { createTitle } from '../../ui/title.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { LimitsNav } from '../grants/limits-nav.tsx'
import { LimitsDialog } from './limits-dialog.tsx'
import { OpenRunBudgets } from './open-run-budgets.tsx'
import { Prices } from './prices.tsx'
import { ScopeChoice } from './scope-choice.tsx'
import { budgetGroups, scopeTitle } from './scope-words.ts'
import { SpendHistory } from './spend-history.tsx'

/** A scope whose limits are being set. */
export interface ScopeToSet {
  scope: BudgetScope
  title: string
  own: Record<string, number>
  version: number
}

/** What may be spent, and what was today; and what models cost. */
export default function BudgetsPage() {
  createTitle(() => 'Budgets')
  const budgets = createBudgets()
  const repos = createRepos()
  const [setting, setSetting] = createSignal<ScopeToSet>()
  const title = (scope: BudgetScope) => scopeTitle(scope, repos.data() ?? [])

  function choose(scope: BudgetScope) {
    const known = budgets
      .data()
      ?.find((each) => each.scope.kind === scope.kind && each.scope.key === scope.key)
    setSetting({ scope, title: title(scope), own: known?.ownLimits ?? {}, version: known?.version ?? 0 })
  }

  return (
    <div class="page">
      <header class="page-head">
        <h1>Budgets</h1>
        <LimitsNav />
      </header>
      <p class="lead">
        Before each call of a model or tool, what it may cost is reserved in all of its scopes, or the run
        waits for you. A day ends at midnight UTC.
      </p>
      <SpendHistory />
      <ProblemNote problem={budgets.error() ?? repos.error()} onRetry={budgets.again} />
      <Show when={budgets.data()} fallback={<Waiting label="budgets" rows={5} />}>
        {(known) => (
          <For each={budgetGroups(known())}>
            {(group) => (
              <section class="group" aria-labelledby={`budgets-${group.kind}`}>
                <header class="group-head">
                  <h2 id={`budgets-${group.kind}`}>{group.title}</h2>
                  <Show when={group.kind !== 'day'}>
                    <ScopeChoice
                      kind={group.kind}
                      budgets={group.budgets}
                      repos={repos.data() ?? []}
                      onChoose={choose}
                    />
                  </Show>
                </header>
                <Show
                  when={group.budgets.length > 0}
                  fallback={<p class="quiet">No limits, and nothing spent today.</p>}
                >
                  <ul class="card rows">
                    <For each={group.budgets}>
                      {(budget) => (
                        <li class="budget-row">
                          <h3>
                            <VisibleText text={title(budget.scope)} />
                          </h3>
                          <BudgetBars measures={budget.measures} label={`Spent by ${title(budget.scope)}`} />
                          <button type="button" class="button small" onClick={() => choose(budget.scope)}>
                            Set limits…<span class="sr-only"> of {title(budget.scope)}</span>
                          </button>
                        </li>
                      )}
                    </For>
                  </ul>
                </Show>
              </section>
            )}
          </For>
        )}
      </Show>
      <OpenRunBudgets onSet={setSetting} />
      <Prices />
      <Show when={setting()} keyed>
        {(target) => <LimitsDialog of={target} onClose={() => setSetting(undefined)} />}
      </Show>
    </div>
  )
}
