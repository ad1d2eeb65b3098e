import { For, Show } from 'solid-js'
import { createRuns } from '../../api/runs.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RunStatusChip } from '../../ui/run-status.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'

/** Nothing waits: what is going on meanwhile, and what to do next. */
export default function InboxEmpty() {
  const runs = createRuns()
  const working = () =>
    (runs.data() ?? []).filter(({ status }) => status === 'running' || status === 'approved')

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
      <a class="button primary" href="/runs/new">
        <Icon name="plus" /> New run
      </a>
    </EmptyState>
  )
}
