import type { BudgetShortfall } from '@pm-bot/domain'
import { amountInWords } from '../../../ui/budget/amounts.ts'
import { meterParts } from './spend-words.ts'

/** What is spent, held and needed beside each other, with the limit as a line across. */
export function SpendMeter(props: { shortfall: BudgetShortfall }) {
  const parts = () => meterParts(props.shortfall)
  const words = () => {
    const { measure, limit, spent, reserved, needed } = props.shortfall
    const say = (amount: number) => amountInWords(measure, amount)
    return `${say(spent)} spent, ${say(reserved)} held, ${say(needed)} needed, of a limit of ${say(limit)}`
  }
  return (
    <div class="meter" role="img" aria-label={words()}>
      <span class="spent" style={{ width: `${parts().spent}%` }} />
      <span class="reserved" style={{ width: `${parts().reserved}%` }} />
      <span class="needed" style={{ width: `${parts().needed}%` }} />
      <span class="meter-limit" style={{ left: `${parts().limit}%` }} />
    </div>
  )
}
