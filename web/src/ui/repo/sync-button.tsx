import type { RepoSyncView, RepoView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { syncRepo } from '../../api/repos.ts'
import { createCommand } from '../create-command.ts'
import { Icon } from '../icon.tsx'
import { KeyHint } from '../keyboard/key-hint.tsx'
import { onKey } from '../keyboard/on-key.ts'
import { ProblemNote } from '../problem-note.tsx'
import { announce } from '../toast.tsx'

/** Asks GitHub now. While a sync is under way, one more follows it. */
export function SyncButton(props: { repo: RepoView; sync: RepoSyncView; class: string; hasKey?: boolean }) {
  const sync = createCommand(async (repoId: string, key) => {
    await syncRepo(repoId, key)
    announce({ text: `${props.repo.name} is synced as soon as a worker is free.` })
  })
  const run = () => sync.run(props.repo.id)
  if (props.hasKey) onKey('sync-repo', run)

  return (
    <>
      <ProblemNote problem={sync.problem()} />
      <button type="button" class={props.class} disabled={sync.isPending()} onClick={run}>
        <Icon name="retry" class={props.sync.status === 'syncing' ? 'turning' : ''} /> Sync now
        <Show when={props.hasKey}>
          <KeyHint command="sync-repo" />
        </Show>
      </button>
    </>
  )
}
