import type { QueueView, WorkerView } from '@pm-bot/domain'
import { Match, Show, Switch } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Chip } from '../../ui/chip.tsx'
import { standingOf } from './queue-standing.ts'

export function QueueStandingChip(props: { queue: QueueView; workers: readonly WorkerView[] | undefined }) {
  const standing = () => standingOf(props.queue, props.workers)
  return (
    <Switch>
      <Match when={standing() === 'paused'}>
        <Chip icon="pause" tone="amber">
          Paused
        </Chip>
        <Show when={props.queue.paused}>
          {(paused) => (
            <span class="quiet">
              by {paused().by} <Ago at={paused().since} suffix=" ago" />
            </span>
          )}
        </Show>
      </Match>
      <Match when={standing() === 'no-worker'}>
        <Chip icon="warning" tone={props.queue.waiting > 0 ? 'red' : 'grey'}>
          No worker takes it
        </Chip>
      </Match>
      <Match when={standing() === 'open'}>
        <Chip icon="check" tone="green">
          Open
        </Chip>
      </Match>
    </Switch>
  )
}
