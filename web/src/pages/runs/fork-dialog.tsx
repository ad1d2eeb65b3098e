import type { RunCheckpointView, RunView } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { forkRun } from '../../api/checkpoints.ts'
import { createIntent } from '../../api/intent.ts'
import { createRunEvents } from '../../api/run-events.ts'
import { BudgetSection } from '../../ui/budget/budget-section.tsx'
import { limitsAsTyped, MEASURES, readLimits } from '../../ui/budget/typed-limits.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { announce } from '../../ui/toast.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { effectsSince } from './effects-since.ts'

/** Proposes a run that begins from a step of this one, and says what that does not undo. */
export function ForkDialog(props: { run: RunView; checkpoint: RunCheckpointView; onClose: () => void }) {
  const navigate = useNavigate()
  const [goal, setGoal] = createSignal(props.run.goal)
  const [typed, setTyped] = createStore(limitsAsTyped(props.run.budget ?? {}))
  const [wasSent, setWasSent] = createSignal(false)
  const events = createRunEvents(() => props.run.id)
  const intent = createIntent()
  const effects = () => effectsSince(events.data()?.events ?? [], props.checkpoint.at)

  const read = () => readLimits(typed)
  const areOwnLimits = () => {
    const { limits, problems } = read()
    const had = props.run.budget ?? {}
    return Object.keys(problems).length > 0 || MEASURES.some((measure) => limits[measure] !== had[measure])
  }

  async function fork() {
    setWasSent(true)
    const said = goal().trim()
    const { limits, problems } = read()
    if (Object.keys(problems).length > 0) throw new Error('Not all of these are amounts.')
    const body = {
      checkpointId: props.checkpoint.id,
      ...(said === props.run.goal ? {} : { goal: said }),
      ...(areOwnLimits() ? { budget: limits } : {}),
    }
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
      <BudgetSection
        value={typed}
        origin={areOwnLimits() ? undefined : 'as this run'}
        problems={wasSent() ? read().problems : {}}
        onChange={(measure, text) => setTyped(measure, text)}
      />
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
