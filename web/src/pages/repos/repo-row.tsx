import type { RepoView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { headOf } from '../../ui/error-lines.ts'
import { Icon } from '../../ui/icon.tsx'
import { progressOf } from '../../ui/repo/progress-words.ts'
import { RepoActions } from '../../ui/repo/repo-actions.tsx'
import { RepoStanding } from '../../ui/repo/repo-standing.tsx'
import { SyncProgress } from '../../ui/repo/sync-progress.tsx'
import { spellOut } from '../../ui/visible-pieces.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { SyncLine } from './sync-line.tsx'

export function RepoRow(props: { repo: RepoView; isSelected: boolean }) {
  const sync = () => props.repo.sync
  const shownProgress = () => {
    const known = sync()
    return known && progressOf(known)
  }
  return (
    <li
      class="repo-row"
      aria-label={spellOut(props.repo.name)}
      aria-current={props.isSelected ? 'true' : undefined}
      data-row={props.repo.id}
    >
      <span class="repo-source" title={props.repo.source === 'github' ? 'On GitHub' : 'On this machine'}>
        <Icon name={props.repo.source === 'github' ? 'cloud' : 'folder'} />
        <span class="sr-only">{props.repo.source === 'github' ? 'On GitHub' : 'On this machine'}</span>
      </span>
      <div class="repo-text">
        <p class="row-title">
          <a class="repo-name" href={`/repos/${props.repo.id}`}>
            <VisibleText text={props.repo.name} />
          </a>
          <RepoStanding repo={props.repo} />
        </p>
        <p class="row-under">
          <span class="path">
            <VisibleText text={props.repo.fullName} />
          </span>
          <Show when={props.repo.defaultBranch}>
            {(branch) => (
              <span>
                on{' '}
                <code>
                  <VisibleText text={branch()} />
                </code>
              </span>
            )}
          </Show>
          <Show
            when={sync()}
            fallback={
              <span>
                added <Ago at={props.repo.addedAt} suffix=" ago" />
              </span>
            }
          >
            {(known) => <SyncLine status={props.repo.status} sync={known()} />}
          </Show>
        </p>
        <Show when={shownProgress()}>{(progress) => <SyncProgress progress={progress()} />}</Show>
        <Show when={sync()?.error}>
          {(error) => (
            <>
              <p class="error-text">
                <VisibleText text={headOf(error().message)} />
              </p>
              <Show when={error().hint}>
                {(hint) => (
                  <p class="error-text">
                    <VisibleText text={hint()} />
                  </p>
                )}
              </Show>
            </>
          )}
        </Show>
      </div>
      <RepoActions repo={props.repo} small />
    </li>
  )
}
