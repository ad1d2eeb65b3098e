import { createSignal, Show } from 'solid-js'
import { createIntent } from '../api/intent.ts'
import { pauseAll, resumeAll } from '../api/workspace.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { announce } from './toast.tsx'

/** Asks before everything stands still, or goes on, and says what that means. */
export default function PauseDialog(props: { isPaused: boolean; onClose: () => void }) {
  // What it asks stays the same while it is open, whatever others do meanwhile.
  const { isPaused } = props
  return (
    <Show when={isPaused} fallback={<PauseAll onClose={props.onClose} />}>
      <ResumeAll onClose={props.onClose} />
    </Show>
  )
}

function PauseAll(props: { onClose: () => void }) {
  const intent = createIntent()
  const [reason, setReason] = createSignal('')
  async function pause() {
    await pauseAll(reason().trim(), intent.keyFor(reason().trim()))
    announce({ text: 'Everything is paused.' })
  }
  return (
    <ConfirmDialog
      title="Pause everything?"
      action="Pause everything"
      keep="Leave it running"
      isHarmless
      onConfirm={pause}
      onClose={props.onClose}
    >
      <ul class="told">
        <li>No model is asked and no agent begins from now on.</li>
        <li>Nothing is written: no branch, no pull request, no comment.</li>
        <li>What is at work comes to its next safe point and waits there. No attempt counts as failed.</li>
        <li>You can still decide. What you approve begins once you let it go on.</li>
      </ul>
      <div class="field">
        <label class="label" for="pause-reason">
          Why
        </label>
        <span class="optional">optional</span>
        <input
          id="pause-reason"
          maxlength="200"
          value={reason()}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </div>
    </ConfirmDialog>
  )
}

function ResumeAll(props: { onClose: () => void }) {
  const intent = createIntent()
  async function resume() {
    await resumeAll(intent.keyFor('resume'))
    announce({ text: 'Work goes on.' })
  }
  return (
    <ConfirmDialog
      title="Let everything go on?"
      action="Let it go on"
      keep="Stay paused"
      isHarmless
      onConfirm={resume}
      onClose={props.onClose}
    >
      <p>Agents take up their work where they stand, and what was approved meanwhile begins.</p>
    </ConfirmDialog>
  )
}
