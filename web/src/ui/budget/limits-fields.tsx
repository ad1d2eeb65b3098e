import type { BudgetMeasure } from '@pm-bot/domain'
import { createUniqueId, For } from 'solid-js'
import { described, Field } from '../field.tsx'
import { UNIT_WORDS } from './amounts.ts'
import { MEASURES, type TypedLimits } from './typed-limits.ts'

const LABELS: Record<BudgetMeasure, string> = {
  calls: 'Calls of models and tools',
  tokens: 'Tokens of models',
  microUsd: 'Money',
  seconds: 'Time in calls',
}

/** A field for each measure, in units that people use. */
export function LimitsFields(props: {
  value: TypedLimits
  problems: Partial<Record<BudgetMeasure, string | undefined>>
  onChange: (measure: BudgetMeasure, text: string) => void
}) {
  const id = createUniqueId()
  return (
    <div class="limits-fields">
      <For each={MEASURES}>
        {(measure) => {
          const field = `${id}-${measure}`
          const hint = `In ${UNIT_WORDS[measure]}; empty is no limit.`
          return (
            <Field id={field} label={LABELS[measure]} hint={hint} problem={props.problems[measure]}>
              <input
                {...described(field, hint, props.problems[measure])}
                inputmode="decimal"
                autocomplete="off"
                placeholder="no limit"
                value={props.value[measure] ?? ''}
                onInput={(event) => props.onChange(measure, event.currentTarget.value)}
              />
            </Field>
          )
        }}
      </For>
    </div>
  )
}
