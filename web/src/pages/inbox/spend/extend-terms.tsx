import type { SpendPayload } from '@pm-bot/domain'
import { createEffect, createMemo, createSignal } from 'solid-js'
import { amountAsTyped, amountInWords, typedAmount, UNIT_WORDS } from '../../../ui/budget/amounts.ts'
import { described, Field } from '../../../ui/field.tsx'
import { VisibleText } from '../../../ui/visible-text.tsx'
import type { Terms } from '../terms.ts'
import { extensionTerms } from './extension-terms.ts'
import { scopeOwner } from './spend-words.ts'

/** By how much the limit is extended, in units that a person counts in. */
export default function ExtendTerms(props: { payload: SpendPayload; onChange: (terms: Terms) => void }) {
  const measure = () => props.payload.shortfall.measure
  const [typed, setTyped] = createSignal(amountAsTyped(measure(), props.payload.extendBy))
  const terms = createMemo(() => extensionTerms(props.payload, typed()))
  createEffect(() => props.onChange(terms()))
  const newLimit = () => {
    const amount = typedAmount(measure(), typed()) ?? 0
    return amountInWords(measure(), props.payload.shortfall.limit + amount)
  }

  return (
    <div class="terms extend">
      <Field id="extend-by" label="Extend by" problem={terms().problem}>
        <span class="amount">
          <input
            {...described('extend-by', undefined, terms().problem)}
            class="short"
            inputmode="decimal"
            autocomplete="off"
            value={typed()}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <span>{UNIT_WORDS[measure()]}</span>
          <span class="quiet">
            → <VisibleText text={scopeOwner(props.payload.shortfall.scope)} /> may spend {newLimit()}
          </span>
        </span>
      </Field>
    </div>
  )
}
