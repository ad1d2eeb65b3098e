import type { SpendHistoryView } from '@pm-bot/domain'
import { createSignal, For, Show } from 'solid-js'
import { createSpendHistory } from '../../api/budgets.ts'
import { DayBars } from '../../ui/chart/day-bars.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { SpendByProvider } from './spend-by-provider.tsx'
import {
  dayName,
  daysInWords,
  forecastInWords,
  SPEND_MEASURES,
  type SpendMeasure,
  sumInWords,
  unpricedInWords,
  usualMeasure,
} from './spend-words.ts'

/** What was spent in the last days, and where the month goes. */
export function SpendHistory() {
  const history = createSpendHistory()
  const [chosen, setChosen] = createSignal<SpendMeasure>()

  return (
    <section class="group" aria-labelledby="spend-title">
      <ProblemNote problem={history.error()} onRetry={history.again} />
      <Show when={history.data()} fallback={<Waiting label="what was spent" rows={3} />}>
        {(known) => {
          const measure = () => chosen() ?? usualMeasure(known())
          return (
            <>
              <header class="group-head">
                <h2 id="spend-title">Spent lately, by day of UTC</h2>
                <fieldset class="segments" aria-label="Show">
                  <For each={Object.entries(SPEND_MEASURES)}>
                    {([each, name]) => (
                      <button
                        type="button"
                        aria-pressed={measure() === each}
                        onClick={() => setChosen(each as SpendMeasure)}
                      >
                        {name}
                      </button>
                    )}
                  </For>
                </fieldset>
              </header>
              <div class="card padded stack">
                <Totals of={known()} measure={measure()} />
                <Days of={known()} measure={measure()} />
                <SpendByProvider providers={known().providers} measure={measure()} />
              </div>
            </>
          )
        }}
      </Show>
    </section>
  )
}

interface Shown {
  of: SpendHistoryView
  measure: SpendMeasure
}

function Totals(props: Shown) {
  const say = (amount = 0) => sumInWords(props.measure, amount)
  const forecast = () => forecastInWords(props.of)
  return (
    <>
      <dl class="spend-totals">
        <div>
          <dt>Today</dt>
          <dd class="number">{say(props.of.days.at(-1)?.[props.measure])}</dd>
        </div>
        <div>
          <dt>This month</dt>
          <dd class="number">{say(props.of.month[props.measure])}</dd>
        </div>
      </dl>
      <Show when={props.measure === 'microUsd'}>
        <p class="spend-forecast">
          <strong>{forecast().sentence}</strong> <span class="quiet">{forecast().basis}</span>
        </p>
        <Show when={unpricedInWords(props.of)}>{(words) => <p class="amber-text">{words()}</p>}</Show>
      </Show>
    </>
  )
}

function Days(props: Shown) {
  const days = () =>
    props.of.days.map((day) => ({
      name: dayName(day.day),
      value: day[props.measure],
      words: sumInWords(props.measure, day[props.measure]),
    }))
  return (
    <figure class="spend-days">
      <DayBars days={days()} />
      <figcaption class="quiet">{daysInWords(props.of, props.measure)}</figcaption>
      <details class="raw">
        <summary>As a table</summary>
        <table class="small-table">
          <caption class="sr-only">Spent by day: {SPEND_MEASURES[props.measure]}</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">{SPEND_MEASURES[props.measure]}</th>
            </tr>
          </thead>
          <tbody>
            <For each={days().toReversed()}>
              {(day) => (
                <tr>
                  <th scope="row">{day.name}</th>
                  <td>{day.words}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </details>
    </figure>
  )
}
