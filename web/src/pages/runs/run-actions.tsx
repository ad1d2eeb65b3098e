import type { RunView } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { createIntent } from '../../api/intent.ts'
import { cancelRun, retryRun } from '../../api/runs.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { announce } from '../../ui/toast.tsx'
import { isOver } from './run-zones.ts'
import { SaveTemplateDialog } from './save-template-dialog.tsx'

export function RunActions(props: { run: RunView }) {
  const navigate = useNavigate()
  const [asking, setAsking] = createSignal<'cancel' | 'again' | 'template'>()
  const [reason, setReason] = createSignal('')
  const cancelIntent = createIntent()
  const retryIntent = createIntent()

  onKey('cancel-run', () => setAsking(isOver(props.run.status) ? undefined : 'cancel'))

  async function cancel() {
    const body = reason().trim() === '' ? {} : { reason: reason().trim() }
    await cancelRun(props.run.id, body, cancelIntent.keyFor(body))
    announce({ text: 'The run is being cancelled.' })
  }

  async function runAgain() {
    const run = await retryRun(props.run.id, retryIntent.keyFor(props.run.id))
    announce({ text: 'Proposed again as a new run.' })
    navigate(`/runs/${run.id}`)
  }

  return (
    <div class="run-actions">
      <Show when={props.run.status === 'failed'}>
        <button type="button" class="button" onClick={() => setAsking('again')}>
          <Icon name="retry" /> Run again…
        </button>
      </Show>
      <button type="button" class="button" onClick={() => setAsking('template')}>
        <Icon name="file" /> Save as template…
      </button>
      <a
        class="button"
        href={`/api/runs/${props.run.id}/bundle`}
        download={`run-${props.run.id}.jsonl`}
        rel="external"
        title="All that is kept of this run, as JSON lines"
      >
        <Icon name="download" /> Export
      </a>
      <Show when={!isOver(props.run.status)}>
        <button type="button" class="button" onClick={() => setAsking('cancel')}>
          <Icon name="stop" /> Cancel run <KeyHint command="cancel-run" />
        </button>
      </Show>
      <Show when={asking() === 'template'}>
        <SaveTemplateDialog run={props.run} onClose={() => setAsking()} />
      </Show>
      <Show when={asking() === 'cancel'}>
        <ConfirmDialog
          title="Cancel this run?"
          action="Cancel run"
          onConfirm={cancel}
          onClose={() => setAsking()}
        >
          <p>
            The agent is told to stop, and nothing it does from then on has consequences. What is written
            already stays. The timeline says when the agent has really stopped.
          </p>
          <label class="field">
            <span class="label">
              Reason <span class="quiet">may stay empty</span>
            </span>
            <input
              maxlength="2000"
              value={reason()}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
        </ConfirmDialog>
      </Show>
      <Show when={asking() === 'again'}>
        <ConfirmDialog
          title="Run this again?"
          action="Propose it again"
          keep="Not now"
          isHarmless
          onConfirm={runAgain}
          onClose={() => setAsking()}
        >
          <p>
            The same task is proposed as a new run, from the start, and waits for your approval. This run
            stays as it is.
          </p>
        </ConfirmDialog>
      </Show>
    </div>
  )
}
