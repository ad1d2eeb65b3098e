import type { PriceView } from '@pm-bot/domain'
import { createSignal, For, Show } from 'solid-js'
import { createPrices } from '../../api/budgets.ts'
import { Ago } from '../../ui/ago.tsx'
import { amountInWords } from '../../ui/budget/amounts.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { PriceDialog } from './price-dialog.tsx'

/** What models cost, as the operator says it: nobody here guesses. */
export function Prices() {
  const prices = createPrices()
  const [editing, setEditing] = createSignal<PriceView | 'new'>()
  const known = () => (prices.data() ?? []).filter(({ price }) => price !== null)

  return (
    <section class="group" id="prices" aria-labelledby="prices-title">
      <header class="group-head">
        <h2 id="prices-title">Prices of models, in dollars for a million tokens</h2>
        <button type="button" class="button small" onClick={() => setEditing('new')}>
          <Icon name="plus" /> Add a price
        </button>
      </header>
      <ProblemNote problem={prices.error()} onRetry={prices.again} />
      <Show
        when={known().length > 0}
        fallback={
          <p class="quiet">
            No model has a price. What a run costs in money is then not known, and a limit in money refuses
            every call. Models that ollama runs are free.
          </p>
        }
      >
        <div class="card table-card">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">Model</th>
                <th scope="col">Read</th>
                <th scope="col">Written</th>
                <th scope="col">Set</th>
                <th scope="col">
                  <span class="sr-only">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={known()}>
                {(row) => (
                  <tr>
                    <th scope="row">
                      <code class="break">
                        <VisibleText text={row.model} />
                      </code>
                    </th>
                    <td data-label="Read">{dollars(row.price?.inputMicroUsdPerMillion)}</td>
                    <td data-label="Written">{dollars(row.price?.outputMicroUsdPerMillion)}</td>
                    <td data-label="Set">
                      <Show when={row.updatedAt}>{(at) => <Ago at={at()} suffix=" ago" />}</Show>
                    </td>
                    <td class="table-action">
                      <button type="button" class="button small" onClick={() => setEditing(row)}>
                        Change…<span class="sr-only"> the price of {row.model}</span>
                      </button>
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
      <Show when={editing()} keyed>
        {(target) => (
          <PriceDialog of={target === 'new' ? undefined : target} onClose={() => setEditing(undefined)} />
        )}
      </Show>
    </section>
  )
}

const dollars = (microUsd = 0) => amountInWords('microUsd', microUsd)
