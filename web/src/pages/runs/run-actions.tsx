import type { RunView } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { createIntent } from '../../api/intent.ts'
import { cancelRun, retryRun } from '../../api/runs.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { announce } from '../../ui/toast.tsx'
import { isOver } from './run-zones.ts'

export function RunActions(props: { run: RunView }) {
  const navigate = useNavigate()
  const [isAsking, setAsking] = createSignal(false)
  const [isRetrying, setRetrying] = createSignal(false)
  const [problem, setProblem] = createSignal<unknown>()
  const [reason, setReason] = createSignal('')
  const cancelIntent = createIntent()
  const retryIntent = createIntent()

  onKey('cancel-run', () => setAsking(!isOver(props.run.status)))

  async function cancel() {
    const body = reason().trim() === '' ? {} : { reason: reason().trim() }
    await cancelRun(props.run.id, body, cancelIntent.keyFor(body))
    announce({ text: 'The run is being cancelled.' })
  }

  async function retry() {
    setRetrying(true)
    setProblem(undefined)
    try {
      const run = await retryRun(props.run.id, retryIntent.keyFor(props.run.id))
      announce({ text: 'Proposed again as a new run.' })
      navigate(`/runs/${run.id}`)
    } catch (error) {
      setProblem(error)
    } finally {
      setRetrying(false)
    }
  }

  return (
    <div class="run-actions">
      <ProblemNote problem={problem()} />
      <Show when={props.run.status === 'failed'}>
        <button type="button" class="button primary" disabled={isRetrying()} onClick={() => void retry()}>
          <Icon name="retry" /> Retry
        </button>
      </Show>
      <Show when={!isOver(props.run.status)}>
        <button type="button" class="button" onClick={() => setAsking(true)}>
          <Icon name="stop" /> Cancel run <KeyHint command="cancel-run" />
        </button>
      </Show>
      <Show when={isAsking()}>
        <ConfirmDialog
          title="Cancel this run?"
          action="Cancel run"
          onConfirm={cancel}
          onClose={() => setAsking(false)}
        >
          <p>
            The agent is told to stop, and no step with consequences follows. What is written already stays.
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
    </div>
  )
}
