import { For, Show } from 'solid-js'
import { createInboxDays } from '../../api/inbox.ts'
import { createRunsOfZone } from '../../api/runs.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RunStatusChip } from '../../ui/run-status.tsx'
import { duration } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'

/** Nothing waits: what is going on meanwhile, and what to do next. */
export default function InboxEmpty() {
  const runs = createRunsOfZone('under-way')
  const working = () => runs.data() ?? []

  return (
    <EmptyState icon="check" title="Nothing waits for you">
      <Show
        when={working().length > 0}
        fallback={
          <p>
            No agent is at work. Propose a run, and it will ask for your approval here. New to pm-bot?{' '}
            <a href="/setup">Set it up</a> step by step.
          </p>
        }
      >
        <p>These agents are at work. They ask here before anything touches a repository.</p>
        <ul class="plain-list">
          <For each={working().slice(0, 5)}>
            {(run) => (
              <li>
                <a href={`/runs/${run.id}`}>
                  <VisibleText text={run.goal} keepsLines />
                </a>
                <RunStatusChip status={run.status} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Yesterday />
      <a class="button primary" href="/runs/new">
        <Icon name="plus" /> New run
      </a>
    </EmptyState>
  )
}

/** What the day before was like, where anything happened. */
function Yesterday() {
  const days = createInboxDays(2)
  const yesterday = () => days.data()?.find(({ day }) => day === dayBefore(new Date()))
  const decided = () => {
    const day = yesterday()
    return day && day.asked + day.approved + day.rejected + day.answered > 0 ? day : undefined
  }
  return (
    <Show when={decided()}>
      {(day) => (
        <p class="quiet">
          Yesterday {day().asked} asked; {day().approved} approved, {day().rejected} rejected,{' '}
          {day().answered} answered
          <Show when={day().waitedSeconds}>
            {(waited) => <>, half of them within {duration(waited().p50 * 1000)}</>}
          </Show>
          .
        </p>
      )}
    </Show>
  )
}

/** Of UTC, as the days are counted. */
const dayBefore = (now: Date) => new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10)
