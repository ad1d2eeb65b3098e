import type { RepoSyncView } from '@pm-bot/domain'
import { createUniqueId, Show } from 'solid-js'
import { phaseInWords, progressInWords } from './progress-words.ts'

/** How far a sync got; without an estimate, that it goes on. */
export function SyncProgress(props: { progress: NonNullable<RepoSyncView['progress']> }) {
  const id = createUniqueId()
  const total = () => props.progress.total
  return (
    <div class="sync-progress">
      <label for={id}>{phaseInWords(props.progress.phase)}</label>
      <span class="number">{progressInWords(props.progress)}</span>
      <Show when={total()} fallback={<progress id={id} />}>
        {(max) => <progress id={id} max={max()} value={Math.min(props.progress.objects, max())} />}
      </Show>
    </div>
  )
}
