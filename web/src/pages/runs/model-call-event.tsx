import { Show } from 'solid-js'
import { amountInWords } from '../../ui/budget/amounts.ts'
import { duration, number, plural } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import type { ModelCall, TurnCost } from './call-events.ts'

/** One answer of the model, and what it took. */
export function ModelCallEvent(props: { call: ModelCall; cost: TurnCost | undefined }) {
  const cost = () => {
    if (!props.cost) return undefined
    return props.cost.microUsd === null ? 'no price' : amountInWords('microUsd', props.cost.microUsd)
  }
  const wants = () =>
    props.call.calls.length === 0 ? 'and called no tool' : `wants ${props.call.calls.join(', ')}`
  return (
    <p class="call-line">
      <span>
        <strong>Model</strong>, turn {props.call.turn}: <VisibleText text={wants()} />
      </span>
      <span class="figures-line number">
        <span>{number(props.call.inputTokens)} tokens in</span>
        <span>{number(props.call.outputTokens)} out</span>
        <Show when={cost()}>{(text) => <span>{text()}</span>}</Show>
        <span>{duration(props.call.milliseconds)}</span>
        <Show when={(props.cost?.tries ?? 1) > 1}>
          <span>{plural(props.cost?.tries ?? 0, 'try', 'tries')}</span>
        </Show>
      </span>
    </p>
  )
}
