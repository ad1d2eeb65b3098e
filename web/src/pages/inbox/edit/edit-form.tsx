import type { InboxItemView } from '@pm-bot/domain'
import { Match, Switch } from 'solid-js'
import { createTools } from '../../../api/tools.ts'
import { Waiting } from '../../../ui/waiting.tsx'
import { argFields } from '../args/arg-fields.ts'
import type { MakeDecision } from '../create-decision.ts'
import { operationInWords } from '../operation-words.ts'
import { payloadOfKind } from '../payload-of.ts'
import { EditShell } from './edit-shell.tsx'
import { editedCall } from './edited-call.ts'
import { editedWrites, writeForms } from './edited-writes.ts'

/** What is approved instead of what the item shows. */
export default function EditForm(props: {
  item: InboxItemView
  decision: MakeDecision
  onClose: () => void
}) {
  const tools = createTools()
  const call = () => payloadOfKind(props.item, 'tool_call')
  const plan = () => payloadOfKind(props.item, 'publish')?.plan
  const schemaOf = (tool: string) => tools.data()?.find(({ id }) => id === tool)?.argsSchema

  return (
    <Switch>
      <Match when={call() && tools.isWaiting()}>
        <Waiting label="form" rows={3} />
      </Match>
      <Match when={call()}>
        {(payload) => (
          <EditShell
            name="Edit the call"
            original={payload().args}
            formsOf={(args) => {
              const fields = argFields(schemaOf(payload().tool), args)
              return fields && [{ title: null, fields, mayBeLeftOut: false }]
            }}
            read={editedCall}
            send="Approve as edited"
            decision={props.decision}
            onClose={props.onClose}
          />
        )}
      </Match>
      <Match when={plan()}>
        {(known) => (
          <EditShell
            name="Edit what is written"
            original={known().operations}
            formsOf={(operations) => writeForms(operations, operationInWords)}
            read={(forms, original) => editedWrites(forms, original)}
            send="Approve as edited"
            decision={props.decision}
            onClose={props.onClose}
          />
        )}
      </Match>
    </Switch>
  )
}
