import { createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { setLimits } from '../../api/budgets.ts'
import { createIntent } from '../../api/intent.ts'
import { LimitsFields } from '../../ui/budget/limits-fields.tsx'
import { limitsAsTyped, readLimits } from '../../ui/budget/typed-limits.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { announce } from '../../ui/toast.tsx'
import type { ScopeToSet } from './budgets-page.tsx'

/** Sets the limits of one scope, in units that people use. */
export function LimitsDialog(props: { of: ScopeToSet; onClose: () => void }) {
  const [typed, setTyped] = createStore(limitsAsTyped(props.of.own))
  const [wasSent, setWasSent] = createSignal(false)
  const intent = createIntent()
  const read = () => readLimits(typed)

  async function save() {
    setWasSent(true)
    const { limits, problems } = read()
    if (Object.keys(problems).length > 0) throw new Error('Not all of these are amounts.')
    await setLimits(props.of.scope, limits, props.of.version, intent.keyFor(limits))
    announce({
      text: Object.keys(limits).length > 0 ? 'The limits are set.' : 'It has no limits of its own now.',
    })
  }

  return (
    <ConfirmDialog
      title={`Limits: ${props.of.title}`}
      action="Set limits"
      keep="Not now"
      isHarmless
      onConfirm={save}
      onClose={props.onClose}
    >
      <LimitsFields
        value={typed}
        problems={wasSent() ? read().problems : {}}
        onChange={(measure, text) => setTyped(measure, text)}
      />
      <p class="hint">
        0 allows nothing. At 80 % a warning stands on the timeline of the run; when nothing is left, the run
        asks you for more.
        <Show when={props.of.scope.kind !== 'run'}>
          {' '}
          A limit in money needs a price for every model that is called.
        </Show>
      </p>
    </ConfirmDialog>
  )
}
