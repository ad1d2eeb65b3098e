import type { QueueName } from '@pm-bot/domain'
import { For } from 'solid-js'
import { QUEUE_WORDS } from '../../ui/work-words.ts'

const QUEUES = Object.keys(QUEUE_WORDS) as QueueName[]

/** Of which queue the charts tell. */
export function QueueChoice(props: { queue: QueueName; onChoose: (queue: QueueName) => void }) {
  return (
    <select
      class="small-select"
      aria-label="Queue of the charts"
      onChange={(event) => props.onChoose(event.currentTarget.value as QueueName)}
    >
      <For each={QUEUES}>
        {(name) => (
          <option value={name} selected={name === props.queue}>
            {QUEUE_WORDS[name].title}
          </option>
        )}
      </For>
    </select>
  )
}
