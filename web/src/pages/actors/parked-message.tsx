import type { MessageView } from '@pm-bot/domain'
import { createSignal, Show } from 'solid-js'
import { type Address, retryMessage, skipMessage } from '../../api/actors.ts'
import { createIntent } from '../../api/intent.ts'
import { Ago } from '../../ui/ago.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { createCommand } from '../../ui/create-command.ts'
import { ErrorText } from '../../ui/error-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { announce } from '../../ui/toast.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { adviceFor, messageTitle, whyParked } from './message-words.ts'
import { failedAgain, rememberRetry } from './tried-again.ts'

/** A message that waits for the operator: why, what it says, and what can be done. */
export function ParkedMessage(props: { address: Address; message: MessageView }) {
  const [asking, setAsking] = createSignal<'skip' | 'edit'>()
  const skipIntent = createIntent()
  const retry = createCommand(async (_: { retry: string }, key) => {
    const { address, message } = props
    const { messageId } = await retryMessage(address, message.id, key)
    if (messageId) rememberRetry(message, messageId)
    announce({ text: `It is tried again: ${messageTitle(message)}.` })
  })
  const allows = (action: MessageView['allowed'][number]) => props.message.allowed.includes(action)

  async function skip() {
    await skipMessage(props.address, props.message.id, skipIntent.keyFor(props.message.id))
    announce({ text: `Skipped: ${messageTitle(props.message)}.` })
  }

  return (
    <article class="parked" aria-label={messageTitle(props.message)}>
      <header>
        <h3>
          <Icon name="warning" />
          <VisibleText text={messageTitle(props.message)} />
        </h3>
        <Show when={props.message.parkedAt}>
          {(at) => (
            <span class="quiet">
              parked <Ago at={at()} suffix=" ago" />
            </span>
          )}
        </Show>
      </header>
      <Show when={failedAgain(props.message)}>{(again) => <p class="stuck">{again()}</p>}</Show>
      <p>
        {whyParked(props.message)} <span class="quiet">{adviceFor(props.message.parkReason)}</span>
      </p>
      <Show when={props.message.lastError}>{(error) => <ErrorText error={error()} />}</Show>
      <RawJson value={props.message.body} summary="The message, secrets masked" />
      <ProblemNote problem={retry.problem()} />
      <div class="buttons">
        <Show when={allows('retry')}>
          <button
            type="button"
            class="button small primary"
            disabled={retry.isPending()}
            onClick={() => retry.run({ retry: props.message.id })}
          >
            <Icon name="retry" /> Retry
          </button>
        </Show>
        <Show when={allows('edit')}>
          <button type="button" class="button small" onClick={() => setAsking('edit')}>
            <Icon name="edit" /> Edit…
          </button>
        </Show>
        <Show when={allows('skip')}>
          <button type="button" class="button small" onClick={() => setAsking('skip')}>
            Skip…
          </button>
        </Show>
      </div>
      <Show when={asking() === 'edit'}>
        <EditDialog address={props.address} message={props.message} onClose={() => setAsking()} />
      </Show>
      <Show when={asking() === 'skip'}>
        <ConfirmDialog
          title="Skip this message?"
          action="Skip it"
          onConfirm={skip}
          onClose={() => setAsking()}
        >
          <p>
            It is never handled: what it was to bring about does not happen, and it cannot be brought back.
            The audit trail keeps that you skipped it.
          </p>
        </ConfirmDialog>
      </Show>
    </article>
  )
}
