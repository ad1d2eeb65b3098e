import type { RunCheckpointView, RunView } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { forkRun } from '../../api/checkpoints.ts'
import { createIntent } from '../../api/intent.ts'
import { createRunEvents } from '../../api/run-events.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { announce } from '../../ui/toast.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { effectsSince } from './effects-since.ts'

/** Proposes a run that begins from a step of this one, and says what that does not undo. */
export function ForkDialog(props: { run: RunView; checkpoint: RunCheckpointView; onClose: () => void }) {
  const navigate = useNavigate()
  const [goal, setGoal] = createSignal(props.run.goal)
  const events = createRunEvents(() => props.run.id)
  const intent = createIntent()
  const effects = () => effectsSince(events.data()?.events ?? [], props.checkpoint.at)

  async function fork() {
    const said = goal().trim()
    const body = { checkpointId: props.checkpoint.id, ...(said === props.run.goal ? {} : { goal: said }) }
    const run = await forkRun(props.run.id, body, intent.keyFor(body))
    announce({ text: 'Proposed. It starts when you approve it.', link: { href: '/inbox', text: 'Inbox' } })
    navigate(`/runs/${run.id}`)
  }

  return (
    <ConfirmDialog
      title={
        props.checkpoint.step < 0 ? 'Fork from the beginning?' : `Fork from step ${props.checkpoint.step}?`
      }
      action="Propose the fork"
      keep="Not now"
      isHarmless
      disabled={goal().trim() === ''}
      onConfirm={fork}
      onClose={props.onClose}
    >
      <p>
        A new run is proposed that remembers everything up to this step and goes on from there, in a clone of
        its own. This run stays as it is.
      </p>
      <label class="field">
        <span class="label">Goal</span>
        <input maxlength="500" value={goal()} onInput={(event) => setGoal(event.currentTarget.value)} />
        <span class="hint">A new goal is said to the agent before its next step.</span>
      </label>
      <Show
        when={effects().length > 0}
        fallback={<p class="quiet">Since then this run has done nothing outside of its clone.</p>}
      >
        <div class="stack small-gap">
          <p>
            <strong>Not undone by this</strong>, done since then:
          </p>
          <ul class="bullets" aria-label="Done since then">
            <For each={effects()}>
              {({ title }) => (
                <li>
                  <VisibleText text={title} keepsLines />
                </li>
              )}
            </For>
          </ul>
        </div>
      </Show>
    </ConfirmDialog>
  )
}
