import type { BudgetMeasure } from '@pm-bot/domain'
import { LimitsFields } from './limits-fields.tsx'
import { limitsInWords } from './limits-words.ts'
import { readLimits, type TypedLimits } from './typed-limits.ts'

/** What the run may spend, in units that people use. */
export function BudgetSection(props: {
  value: TypedLimits
  /** Whose limits these are, where nobody changed them: `as in this repository`. */
  origin?: string | undefined
  problems: Partial<Record<BudgetMeasure, string | undefined>>
  onChange: (measure: BudgetMeasure, text: string) => void
}) {
  const words = () => {
    const limits = limitsInWords(readLimits(props.value).limits)
    return (limits === '' ? 'no limits' : `at most ${limits}`) + (props.origin ? `, ${props.origin}` : '')
  }
  const isWrong = () => Object.values(props.problems).some((problem) => problem !== undefined)
  return (
    <details class="form-part" open={isWrong()}>
      <summary>
        What it may spend <span class="quiet">{words()}</span>
      </summary>
      <div class="stack">
        <LimitsFields value={props.value} problems={props.problems} onChange={props.onChange} />
        <p class="hint">
          When a limit is reached, the run waits and asks you for more. Limits of the day, of repositories and
          of providers hold as well: <a href="/budgets">budgets</a>.
        </p>
      </div>
    </details>
  )
}
