import type { RateView } from '@pm-bot/domain'
import { nowBySecond } from './now.ts'
import { quotaTone, quotaWords, requestsLeft } from './quota-words.ts'
import { exactTime, number } from './time.ts'

/** How many requests GitHub still answers, as it said last. */
export default function GitHubQuota(props: { rate: RateView }) {
  const words = () => quotaWords(props.rate, nowBySecond())
  return (
    <a
      class={`quota-pill ${quotaTone(props.rate, nowBySecond())}`}
      href="/repos"
      title={`All are back ${exactTime(props.rate.resetAt)}. As GitHub said ${exactTime(props.rate.at)}.`}
    >
      GitHub <strong>{number(requestsLeft(props.rate, nowBySecond()))}</strong>
      <span class="sr-only"> requests left{words().full ? `, ${words().full}` : ''}</span>
      <span class="quota-of" aria-hidden="true">
        {' '}
        / {number(props.rate.limit)}
      </span>
    </a>
  )
}
