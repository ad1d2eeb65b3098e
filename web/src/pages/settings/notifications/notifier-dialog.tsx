import type { NotifierKind, NotifierView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { createIntent } from '../../../api/intent.ts'
import { addNotifier, changeNotifier } from '../../../api/notifiers.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { announce } from '../../../ui/toast.tsx'
import { ChoiceFields } from './choice-fields.tsx'
import { KindChoice } from './kind-choice.tsx'
import { TargetFields } from './target-fields.tsx'
import { TextField } from './text-field.tsx'
import { subscribeHere, whyNoPush } from './this-browser.ts'
import { newNotifier, newSigningSecret, notifierAsTyped, notifierOf } from './typed-notifier.ts'

const here = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Makes a notifier, or changes one. */
export function NotifierDialog(props: { notifier: NotifierView | undefined; onClose: () => void }) {
  const [typed, setTyped] = createStore(
    props.notifier ? notifierAsTyped(props.notifier, here()) : newNotifier(here()),
  )
  const intent = createIntent()
  const choose = (kind: NotifierKind) =>
    setTyped({ kind, secret: kind === 'webhook' ? newSigningSecret() : '' })

  async function save() {
    const { notifier } = props
    if (!notifier) {
      const read = notifierOf(typed, typed.kind === 'web_push' ? await subscribeHere() : undefined)
      if ('problem' in read) throw new Error(read.problem)
      await addNotifier(read.body, intent.keyFor(read.body))
      return announce({ text: 'Made. Send a test to see that it arrives.' })
    }
    const kept = notifier.target.kind === 'web_push' ? { target: notifier.target, secret: '' } : undefined
    const read = notifierOf(typed, kept)
    if ('problem' in read) throw new Error(read.problem)
    const { workspaceId: _, ...changes } = read.body
    await changeNotifier(notifier, changes)
    announce({ text: 'The notifier is changed.' })
  }

  return (
    <ConfirmDialog
      title={props.notifier ? 'Change the notifier' : 'Add a notifier'}
      action={props.notifier ? 'Change it' : 'Add it'}
      keep="Not now"
      isHarmless
      onConfirm={save}
      onClose={props.onClose}
    >
      <Show when={!props.notifier}>
        <KindChoice value={typed.kind} whyNoPush={whyNoPush()} onChoose={choose} />
      </Show>
      <TextField
        id="notifier-name"
        label="Name"
        optional
        value={typed.name}
        onInput={(name) => setTyped({ name })}
      />
      <TargetFields typed={typed} hasSecret={props.notifier?.hasSecret === true} onChange={setTyped} />
      <ChoiceFields typed={typed} onChange={setTyped} />
    </ConfirmDialog>
  )
}
