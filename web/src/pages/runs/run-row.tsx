import type { RunView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { RunStatusChip } from '../../ui/run-status.tsx'

export function RunRow(props: { run: RunView; isSelected: boolean }) {
  return (
    <li>
      <a
        class="row run-row"
        href={`/runs/${props.run.id}`}
        aria-current={props.isSelected ? 'true' : undefined}
        data-row={props.run.id}
      >
        <RunStatusChip status={props.run.status} />
        <span class="run-row-text">
          <span class="row-title">{props.run.goal}</span>
          <span class="row-under">
            <span class="row-repo">{props.run.repoName}</span>
            <Show when={props.run.reason}>
              <span class="row-goal">{props.run.reason}</span>
            </Show>
          </span>
        </span>
        <code class="run-row-graph">{props.run.graphId}</code>
        <span class="row-when">
          <Ago at={props.run.updatedAt} suffix=" ago" />
        </span>
      </a>
    </li>
  )
}
