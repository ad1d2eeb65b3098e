import { Show } from 'solid-js'
import { createGitHub } from '../api/github.ts'
import { nowBySecond } from './now.ts'
import { quotaTone, quotaWords, requestsLeft } from './quota-words.ts'
import { exactTime, number } from './time.ts'

/** How many requests GitHub still answers, as it said last. */
export default function GitHubQuota() {
  const github = createGitHub()
  return (
    <Show when={github.data()?.connection?.rate}>
      {(rate) => {
        const words = () => quotaWords(rate(), nowBySecond())
        return (
          <a
            class={`quota-pill ${quotaTone(rate(), nowBySecond())}`}
            href="/repos"
            title={`All are back ${exactTime(rate().resetAt)}. As GitHub said ${exactTime(rate().at)}.`}
          >
            GitHub <strong>{number(requestsLeft(rate(), nowBySecond()))}</strong>
            <span class="sr-only"> requests left{words().full ? `, ${words().full}` : ''}</span>
            <span class="quota-of" aria-hidden="true">
              {' '}
              / {number(rate().limit)}
            </span>
          </a>
        )
      }}
    </Show>
  )
}
