import type { RunView, RunWorkView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { workerHeardAt } from '../../live/heartbeats.ts'
import { Ago } from '../../ui/ago.tsx'
import { amountInWords } from '../../ui/budget/amounts.ts'
import { Heard } from '../../ui/heard.tsx'
import { nowBySecond } from '../../ui/now.ts'
import { RunStatusChip } from '../../ui/run-status.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Sparkline } from './sparkline.tsx'
import { whyItWaits } from './why-it-waits.ts'

export function RunRow(props: {
  run: RunView
  work: RunWorkView | undefined
  /** Seconds since each of its newest events; undefined where nothing goes on. */
  ages: readonly number[] | undefined
  isSelected: boolean
}) {
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
                  <Show when={props.run.status === 'running' && props.work?.worker}>
                    {(worker) => (
                      <>
                        {' '}
                        <Show when={workerHeardAt(worker().id)}>
                          {(at) => (
                            <>
                              Heard <Heard workerId={worker().id} at={new Date(at()).toISOString()} />.
                            </>
                          )}
                        </Show>
                      </>
                    )}
                  </Show>
                </span>
              )}
            </Show>
          </span>
        </span>
        <span class="run-row-graph">
          <Show when={props.ages}>{(ages) => <Sparkline ages={ages()} />}</Show>
          <code>
            <VisibleText text={props.run.graphId} />
          </code>
        </span>
        <span class="row-when">
          <Ago at={props.run.updatedAt} suffix=" ago" />
          <Show when={props.run.spentMicroUsd}>
            {(spent) => <span class="run-row-cost">{amountInWords('microUsd', spent())}</span>}
          </Show>
        </span>
      </a>
    </li>
  )
}
