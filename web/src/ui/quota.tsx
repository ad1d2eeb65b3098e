import type { RateView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { nowBySecond } from './now.ts'
import { quotaTone, quotaWords } from './quota-words.ts'
import { exactTime } from './time.ts'

/** What GitHub said last about how many requests are left, and when they are all back. */
export function Quota(props: { rate: RateView }) {
  const words = () => quotaWords(props.rate, nowBySecond())
  return (
    <span
      class={`quota ${quotaTone(props.rate, nowBySecond())}`}
      title={`Full again ${exactTime(props.rate.resetAt)}; as of ${exactTime(props.rate.at)}`}
    >
      {words().left}
      <Show when={words().full}>{(full) => <span class="quiet">, {full()}</span>}</Show>
    </span>
  )
}
