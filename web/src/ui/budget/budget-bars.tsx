import type { BudgetMeasure, MeasureView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { amountInWords } from './amounts.ts'
import { barParts } from './bar-parts.ts'

const NAMES: Record<BudgetMeasure, string> = {
  tokens: 'Tokens',
  microUsd: 'Money',
  calls: 'Calls',
  seconds: 'Time in calls',
}

/** What is spent and held of each limit; of what has none, what is spent. */
export function BudgetBars(props: { measures: readonly MeasureView[]; label: string }) {
  const shown = () =>
    props.measures.filter(({ limit, spent, reserved }) => limit !== null || spent > 0 || reserved > 0)
  return (
    <ul class="budget-bars" aria-label={props.label}>
      <For each={shown()}>{(measure) => <BudgetBar of={measure} />}</For>
    </ul>
  )
}

function BudgetBar(props: { of: MeasureView }) {
  const say = (amount: number) => amountInWords(props.of.measure, amount)
  const parts = () => barParts(props.of)
  return (
    <li class="budget-bar" data-tone={parts()?.tone}>
      <span class="budget-bar-name">{NAMES[props.of.measure]}</span>
      <span class="budget-bar-words number">
        {say(props.of.spent)}
        <Show when={props.of.limit !== null} fallback={<span class="quiet"> no limit</span>}>
          {' '}
          <span class="quiet">of {say(props.of.limit ?? 0)}</span>
        </Show>
        <Show when={props.of.reserved > 0}>
          <span class="quiet">, {say(props.of.reserved)} held</span>
        </Show>
        <Show when={parts()?.tone === 'full'}>
          <b class="red"> nothing left</b>
        </Show>
      </span>
      <Show when={parts()}>
        {(bar) => (
          <svg class="budget-bar-line" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-spent" width={bar().spent} height="1" />
            <rect class="bar-reserved" x={bar().spent} width={bar().reserved} height="1" />
          </svg>
        )}
      </Show>
    </li>
  )
}
