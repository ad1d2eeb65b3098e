import type { PriceView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { setPrice } from '../../api/budgets.ts'
import { createIntent } from '../../api/intent.ts'
import { AS_TYPED } from '../../ui/as-typed.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { createCommand } from '../../ui/create-command.ts'
import { Field } from '../../ui/field.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { announce } from '../../ui/toast.tsx'
import { priceAsTyped, priceOf } from './typed-price.ts'

/** Sets what a model costs, or takes its price away. */
export function PriceDialog(props: { of: PriceView | undefined; onClose: () => void }) {
  const [typed, setTyped] = createStore(priceAsTyped(props.of?.model ?? '', props.of?.price ?? null))
  const intent = createIntent()

  async function save() {
    const read = priceOf(typed)
    if ('problem' in read) throw new Error(read.problem)
    await setPrice(read.model, read.price, intent.keyFor(read))
    announce({ text: 'The price is set. What was spent before stays as it was counted.' })
  }
  const takeAway = createCommand(async (model: string, key) => {
    await setPrice(model, null, key)
    announce({ text: 'The price is gone. What it costs from now on is not known.' })
    props.onClose()
  })

  return (
    <ConfirmDialog
      title={props.of ? 'Change a price' : 'Add a price'}
      action="Set price"
      keep="Not now"
      isHarmless
      onConfirm={save}
      onClose={props.onClose}
    >
      <Field id="price-model" label="Model" hint="As provider:model, the way runs name it.">
        <input
          {...AS_TYPED}
          id="price-model"
          class="mono"
          placeholder="openai:gpt-5"
          readonly={props.of !== undefined}
          value={typed.model}
          onInput={(event) => setTyped('model', event.currentTarget.value)}
        />
      </Field>
      <div class="pair">
        <Field id="price-input" label="Read" hint="Dollars for a million tokens.">
          <input
            id="price-input"
            inputmode="decimal"
            autocomplete="off"
            value={typed.input}
            onInput={(event) => setTyped('input', event.currentTarget.value)}
          />
        </Field>
        <Field id="price-output" label="Written" hint="Dollars for a million tokens.">
          <input
            id="price-output"
            inputmode="decimal"
            autocomplete="off"
            value={typed.output}
            onInput={(event) => setTyped('output', event.currentTarget.value)}
          />
        </Field>
      </div>
      <Show when={props.of}>
        {(known) => (
          <>
            <ProblemNote problem={takeAway.problem()} />
            <button
              type="button"
              class="button small start"
              disabled={takeAway.isPending()}
              onClick={() => takeAway.run(known().model)}
            >
              Take this price away
            </button>
          </>
        )}
      </Show>
    </ConfirmDialog>
  )
}
