import type { RateView } from '@pm-bot/domain'
import { Chip } from './chip.tsx'
import { nowBySecond } from './now.ts'
import { quotaTone, quotaWords } from './quota-words.ts'
import { exactTime } from './time.ts'

/** What GitHub said last about how many requests are left, and when they are all back. */
export function QuotaChip(props: { rate: RateView }) {
  return (
    <span
      class="quota"
      title={`Full again ${exactTime(props.rate.resetAt)}; as of ${exactTime(props.rate.at)}`}
    >
      <Chip icon="waiting" tone={quotaTone(props.rate, nowBySecond())}>
        {quotaWords(props.rate, nowBySecond())}
      </Chip>
    </span>
  )
}
