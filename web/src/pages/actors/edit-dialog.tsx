import type { MessageView } from '@pm-bot/domain'
import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { type Address, editMessage } from '../../api/actors.ts'
import { createIntent } from '../../api/intent.ts'
import { described } from '../../ui/field.tsx'
import { Modal } from '../../ui/modal.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { announce } from '../../ui/toast.tsx'
import { readEdit } from './read-edit.ts'
import { rememberRetry } from './tried-again.ts'

/** The message as JSON. What it hides is named by a mask, and then it is the server that says no. */
export function EditDialog(props: { address: Address; message: MessageView; onClose: () => void }) {
  // It is edited as it was when the dialog opened, whatever is read meanwhile.
  const parked = props.message
  const { body: original, fixed, id } = parked
  const [text, setText] = createSignal(JSON.stringify(original, null, 2))
  const [wrong, setWrong] = createSignal<string>()
  const [refusal, setRefusal] = createSignal<unknown>()
  const [isPending, setPending] = createSignal(false)
  const intent = createIntent()
  const field = createUniqueId()

  async function send(event: SubmitEvent) {
    event.preventDefault()
    if (isPending()) return
    const read = readEdit(text(), original, fixed)
    setWrong('problem' in read ? read.problem : undefined)
    if ('problem' in read) return
    setPending(true)
    setRefusal(undefined)
    try {
      const { messageId } = await editMessage(props.address, id, read, intent.keyFor(read))
      if (messageId) rememberRetry(parked, messageId)
      announce({ text: 'Edited; it is tried again.' })
      props.onClose()
    } catch (error) {
      setRefusal(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <Modal title="Edit the message" onClose={props.onClose} wide>
      <form class="stack" onSubmit={send}>
        <Show when={fixed.length > 0}>
          <p class="quiet">
            It stays what it is:{' '}
            <For each={fixed}>
              {(name, index) => (
                <>
                  {index() > 0 ? ', ' : ''}
                  <code>{name}</code>
                </>
              )}
            </For>{' '}
            cannot be changed.
          </p>
        </Show>
        <div class="field">
          <label class="label" for={field}>
            Message
          </label>
          <textarea
            {...described(field, undefined, wrong())}
            class="mono json-editor"
            rows={Math.min(24, Math.max(8, text().split('\n').length))}
            spellcheck={false}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <Show when={wrong()}>
            {(problem) => (
              <p class="field-problem" id={`${field}-problem`} role="alert">
                {problem()}
              </p>
            )}
          </Show>
        </div>
        <ProblemNote problem={refusal()} />
        <footer class="modal-buttons">
          <button type="button" class="button" onClick={() => props.onClose()}>
            Leave it
          </button>
          <button type="submit" class="button primary" disabled={isPending()}>
            Save and retry
          </button>
        </footer>
      </form>
    </Modal>
  )
}
