import type { RepoSyncView, RepoView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { InTime } from '../../ui/in-time.tsx'
import { nextSync } from '../../ui/repo/next-sync.ts'

/** When it was synced last and is next, as a sentence. */
export function StandingWords(props: { repo: RepoView; sync: RepoSyncView }) {
  return (
    <span>
      <Show when={props.sync.lastSyncAt} fallback="Nothing was synced yet">
        {(at) => (
          <>
            Synced <Ago at={at()} suffix=" ago" />
          </>
        )}
      </Show>
      <Show when={nextSync(props.repo.status, props.sync)}>
        {(at) => (
          <>
            , next <InTime at={at()} />
          </>
        )}
      </Show>
      .
    </span>
  )
}
