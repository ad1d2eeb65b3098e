import type { JobState, QueueName } from '@pm-bot/domain'
import { createSignal, Show } from 'solid-js'
import { createJobs } from '../../api/queues.ts'
import { Icon } from '../../ui/icon.tsx'
import { PURGE_WORDS, type PurgeableState } from './job-words.ts'
import { PurgeDialog } from './purge-dialog.tsx'
import { RedriveDialog } from './redrive-dialog.tsx'

const purgeable = (state: JobState | undefined) =>
  state !== undefined && state in PURGE_WORDS ? (state as PurgeableState) : undefined

/** What can be done to all jobs of a state at once. */
export function ManyJobs(props: { queue: QueueName; state: JobState | undefined }) {
  const [asking, setAsking] = createSignal<'redrive' | 'purge'>()
  // The list below reads the same: nothing is asked for twice.
  const jobs = createJobs(
    () => props.queue,
    () => props.state,
  )
  const hasJobs = () => (jobs.data() ?? []).length > 0
  return (
    <div class="buttons">
      <Show when={props.state === 'failed' && hasJobs()}>
        <button type="button" class="button small" onClick={() => setAsking('redrive')}>
          <Icon name="retry" /> Retry all failed…
        </button>
      </Show>
      <Show when={purgeable(props.state) && hasJobs()}>
        <button type="button" class="button small" onClick={() => setAsking('purge')}>
          Purge…
        </button>
      </Show>
      <Show when={asking() === 'redrive'}>
        <RedriveDialog queue={props.queue} onClose={() => setAsking()} />
      </Show>
      <Show when={asking() === 'purge' && purgeable(props.state)}>
        {(state) => <PurgeDialog queue={props.queue} state={state()} onClose={() => setAsking()} />}
      </Show>
    </div>
  )
}
