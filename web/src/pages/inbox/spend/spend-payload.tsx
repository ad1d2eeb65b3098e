import type { SpendPayload } from '@pm-bot/domain'
import { amountInWords } from '../../../ui/budget/amounts.ts'
import { Fact } from '../../../ui/fact.tsx'
import { RawJson } from '../../../ui/raw-json.tsx'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { SpendMeter } from './spend-meter.tsx'
import { scopeOwner } from './spend-words.ts'

/** Which limit is reached, and by how much. */
export default function SpendPayloadView(props: { payload: SpendPayload }) {
  const shortfall = () => props.payload.shortfall
  const words = (amount: number) => amountInWords(shortfall().measure, amount)
  return (
    <section class="stack" aria-label="What is to be spent">
      <section class="card padded stack">
        <SpendMeter shortfall={shortfall()} />
        <dl class="facts">
          <Fact name="Limit of">
            <VisibleText text={scopeOwner(shortfall().scope)} />
          </Fact>
          <Fact name="Limit">{words(shortfall().limit)}</Fact>
          <Fact name="Spent">
            <span class="meter-key spent" /> {words(shortfall().spent)}
          </Fact>
          <Fact name="Held">
            <span class="meter-key reserved" /> {words(shortfall().reserved)}{' '}
            <span class="quiet">for calls under way</span>
          </Fact>
          <Fact name="Next call">
            <span class="meter-key needed" /> {words(shortfall().needed)} <span class="quiet">at most</span>
          </Fact>
        </dl>
      </section>
      <RawJson value={props.payload} summary="Exact payload (JSON)" />
    </section>
  )
}
