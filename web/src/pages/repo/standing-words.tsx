import type { RepoSyncView, RepoView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { InTime } from '../../ui/in-time.tsx'

/** When it was synced last and is next, as a sentence. */
export function StandingWords(props: { repo: RepoView; sync: RepoSyncView }) {
  const next = () =>
    props.repo.status === 'active' && props.sync.status === 'idle' ? props.sync.nextSyncAt : null
  return (
    <span>
      <Show when={props.sync.lastSyncAt} fallback="Nothing was synced yet">
        {(at) => (
          <>
            Synced <Ago at={at()} suffix=" ago" />
          </>
        )}
      </Show>
      <Show when={next()}>
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
