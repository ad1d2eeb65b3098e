import type { RepoSyncView, RepoView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { InTime } from '../../ui/in-time.tsx'
import { Quota } from '../../ui/quota.tsx'
import { nextSync } from '../../ui/repo/next-sync.ts'
import { plural } from '../../ui/time.ts'

/** How a repository's cache stands, in a line. */
export function SyncLine(props: { status: RepoView['status']; sync: RepoSyncView }) {
  return (
    <>
      <Show when={props.sync.isImported}>
        <span>
          {plural(props.sync.openIssues, 'open issue')}, {plural(props.sync.openPulls, 'pull request')}
        </span>
      </Show>
      <Show when={props.sync.lastSyncAt}>
        {(at) => (
          <span>
            synced <Ago at={at()} suffix=" ago" />
          </span>
        )}
      </Show>
      <Show when={nextSync(props.status, props.sync)}>
        {(at) => (
          <span>
            next <InTime at={at()} />
          </span>
        )}
      </Show>
      <Show when={props.sync.cursorAt}>
        {(at) => (
          <span>
            newest change <Ago at={at()} suffix=" ago" />
          </span>
        )}
      </Show>
      <Show when={props.sync.rate}>{(rate) => <Quota rate={rate()} />}</Show>
    </>
  )
}
