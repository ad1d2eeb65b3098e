import type { SpendHistoryView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { VisibleText } from '../../ui/visible-text.tsx'
import { type SpendMeasure, shareInWords, sumInWords } from './spend-words.ts'

/** Whose models it was spent at, in the same days. Tools belong to no provider. */
export function SpendByProvider(props: { providers: SpendHistoryView['providers']; measure: SpendMeasure }) {
  const whole = () => props.providers.reduce((sum, provider) => sum + provider[props.measure], 0)
  return (
    <Show when={props.providers.length > 0}>
      <ul class="budget-bars spend-providers" aria-label="Spent by provider">
        <For each={props.providers}>
          {(provider) => (
            <li class="budget-bar">
              <span class="budget-bar-name">
                <VisibleText text={provider.provider} />
              </span>
              <span class="budget-bar-words number">
                {sumInWords(props.measure, provider[props.measure])}{' '}
                <span class="quiet">{shareInWords(provider[props.measure], whole())}</span>
              </span>
              <svg class="budget-bar-line" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect
                  class="bar-spent"
                  width={whole() === 0 ? 0 : (provider[props.measure] / whole()) * 100}
                  height="1"
                />
              </svg>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
