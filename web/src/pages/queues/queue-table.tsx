import type { QueueView, WorkerView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Since } from '../../ui/ago.tsx'
import { Rows } from '../../ui/rows.tsx'
import { duration } from '../../ui/time.ts'
import { QUEUE_WORDS } from '../../ui/work-words.ts'
import { PauseButton } from './pause-button.tsx'
import { throughput } from './queue-standing.ts'
import { QueueStandingChip } from './queue-standing-chip.tsx'

export function QueueTable(props: {
  queues: readonly QueueView[]
  workers: readonly WorkerView[] | undefined
  selected: string | undefined
}) {
  return (
    <div class="card table-card">
      <table class="figures" aria-label="Work queues">
        <thead>
          <tr>
            <th scope="col">Queue</th>
            <th scope="col" class="number">
              Waiting
            </th>
            <th scope="col" class="number">
              Delayed
            </th>
            <th scope="col" class="number">
              Under way
            </th>
            <th scope="col" class="number" title="In the last 24 hours, and not put back to work">
              Failed
            </th>
            <th scope="col" class="number">
              Oldest waits
            </th>
            <th scope="col" class="number" title="Jobs that came to an end">
              Done
            </th>
            <th
              scope="col"
              class="number"
              title="From available to begun, in the last hour: median and 95th percentile"
            >
              Wait p50 / p95
            </th>
            <th scope="col">
              <span class="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <Rows each={props.queues} key={(queue) => queue.name}>
            {(queue) => (
              <QueueRow
                queue={queue()}
                workers={props.workers}
                isSelected={queue().name === props.selected}
              />
            )}
          </Rows>
        </tbody>
      </table>
    </div>
  )
}

function QueueRow(props: {
  queue: QueueView
  workers: readonly WorkerView[] | undefined
  isSelected: boolean
}) {
  const words = () => QUEUE_WORDS[props.queue.name]
  return (
    <tr
      aria-current={props.isSelected ? 'true' : undefined}
      data-row={props.queue.name}
      data-queue={props.queue.name}
    >
      <th scope="row">
        <div class="queue-name">
          <a class="row-title" href={`/queues/${props.queue.name}`}>
            {words().title}
          </a>
          <span class="queue-standing">
            <QueueStandingChip queue={props.queue} workers={props.workers} />
          </span>
          <span class="quiet queue-carries">{words().carries}</span>
        </div>
      </th>
      <Figure name="Waiting" value={props.queue.waiting} />
      <Figure name="Delayed" value={props.queue.delayed} />
      <Figure name="Under way" value={props.queue.active} />
      <Figure name="Failed" value={props.queue.failed} tone="red" />
      <td class="number" data-name="Oldest waits">
        <Show when={props.queue.oldestWaitingAt} fallback={<span class="quiet">–</span>}>
          {(at) => <Since at={at()} />}
        </Show>
      </td>
      <td class="number" data-name="Done">
        {throughput(props.queue)}
      </td>
      <td class="number" data-name="Wait p50 / p95">
        <Show when={props.queue.waitMs} fallback={<span class="quiet">–</span>}>
          {(wait) => (
            <>
              {duration(wait().p50)} <span class="quiet">/</span> {duration(wait().p95)}
            </>
          )}
        </Show>
      </td>
      <td class="figures-action">
        <PauseButton queue={props.queue} small />
      </td>
    </tr>
  )
}

function Figure(props: { name: string; value: number; tone?: string }) {
  return (
    <td class="number" data-name={props.name}>
      <span class={props.value === 0 ? 'quiet' : (props.tone ?? '')}>{props.value}</span>
    </td>
  )
}
