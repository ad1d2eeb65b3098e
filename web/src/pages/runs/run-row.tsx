import type { RunView, RunWorkView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { nowBySecond } from '../../ui/now.ts'
import { RunStatusChip } from '../../ui/run-status.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { whyItWaits } from './why-it-waits.ts'

export function RunRow(props: { run: RunView; work: RunWorkView | undefined; isSelected: boolean }) {
  const why = () => props.work && whyItWaits(props.work, nowBySecond())
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
          <span class="row-title">
            <VisibleText text={props.run.goal} keepsLines />
          </span>
          <span class="row-under">
            <span class="row-repo">
              <VisibleText text={props.run.repoName} />
            </span>
            <Show when={why()?.text ?? props.run.reason}>
              {(reason) => (
                <span class="row-goal" classList={{ stuck: why() !== undefined && why()?.tone !== 'fine' }}>
                  <VisibleText text={reason()} keepsLines />
                </span>
              )}
            </Show>
          </span>
        </span>
        <code class="run-row-graph">
          <VisibleText text={props.run.graphId} />
        </code>
        <span class="row-when">
          <Ago at={props.run.updatedAt} suffix=" ago" />
        </span>
      </a>
    </li>
  )
}
