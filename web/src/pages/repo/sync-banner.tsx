import type { RepoSyncView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { progressOf } from '../../ui/repo/progress-words.ts'
import { SyncProgress } from '../../ui/repo/sync-progress.tsx'
import { SyncErrorNote } from '../../ui/sync-error-note.tsx'
import { plural } from '../../ui/time.ts'

/** What goes on, and what went wrong. */
export function SyncBanner(props: { sync: RepoSyncView }) {
  return (
    <>
      <Show when={props.sync.error}>
        {(error) => (
          <SyncErrorNote error={error()}>
            <Show when={props.sync.failures > 1}>
              {plural(props.sync.failures, 'sync')} failed in a row.{' '}
            </Show>
          </SyncErrorNote>
        )}
      </Show>
      <Show when={props.sync.clone.error}>
        {(error) => (
          <SyncErrorNote error={error()}>The clone could not be brought up to date. </SyncErrorNote>
        )}
      </Show>
      <Show when={progressOf(props.sync)}>
        {(progress) => (
          <div class="card progress-card">
            <SyncProgress progress={progress()} />
            <Show when={!props.sync.isImported}>
              <p class="hint">
                What is here already can be read meanwhile. If pm-bot stops, the import goes on where it was.
              </p>
            </Show>
          </div>
        )}
      </Show>
    </>
  )
}
