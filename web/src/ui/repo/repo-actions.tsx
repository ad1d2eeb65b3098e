import type { RepoView } from '@pm-bot/domain'
import { createSignal, type JSX, Show } from 'solid-js'
import { removeRepo, setRepoStatus } from '../../api/repos.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { createCommand } from '../create-command.ts'
import { Icon } from '../icon.tsx'
import { ProblemNote } from '../problem-note.tsx'
import { announce } from '../toast.tsx'
import { VisibleText } from '../visible-text.tsx'
import { SyncButton } from './sync-button.tsx'

/** What can be done with a repository wherever it is shown. */
export function RepoActions(props: {
  repo: RepoView
  /** In a list: keys belong to the list, and what is rarely done to one on GitHub has its place on its page. */
  small?: boolean
  onRemoved?: () => void
  children?: JSX.Element
}) {
  const [isRemoving, setRemoving] = createSignal(false)
  const isActive = () => props.repo.status === 'active'
  const isWhole = () => props.small !== true || props.repo.source === 'local' || !isActive()
  const size = () => (props.small ? 'button small' : 'button')
  const toggle = createCommand(async (status: RepoView['status']) => {
    const repo = await setRepoStatus(props.repo, status)
    announce({ text: `${repo.name} is ${repo.status}.` })
  })

  async function remove() {
    await removeRepo(props.repo)
    announce({ text: `Removed ${props.repo.fullName}.` })
    props.onRemoved?.()
  }

  return (
    <div class="repo-actions">
      <ProblemNote problem={toggle.problem()} />
      <div class="buttons">
        <Show when={isActive()}>
          <a class={size()} href={`/runs/new?repo=${props.repo.id}`}>
            <Icon name="plus" /> New run
          </a>
          <Show when={props.repo.sync}>
            {(sync) => (
              <SyncButton repo={props.repo} sync={sync()} class={size()} hasKey={props.small !== true} />
            )}
          </Show>
          {props.children}
        </Show>
        <Show when={isWhole()}>
          <button
            type="button"
            class={size()}
            disabled={toggle.isPending()}
            onClick={() => toggle.run(isActive() ? 'disabled' : 'active')}
          >
            {isActive() ? 'Disable' : 'Enable'}
          </button>
          <button type="button" class={size()} onClick={() => setRemoving(true)}>
            Remove…
          </button>
        </Show>
      </div>
      <Show when={isRemoving()}>
        <ConfirmDialog
          title={`Remove ${props.repo.name}?`}
          action="Remove"
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        >
          <p>
            pm-bot forgets the repository
            <Show when={props.repo.source === 'github'} fallback={<>. The folder </>}>
              {' '}
              and what it kept of its issues and pull requests. On GitHub,{' '}
            </Show>
            <code class="break">
              <VisibleText text={props.repo.fullName} />
            </code>{' '}
            and everything in it stay.
          </p>
        </ConfirmDialog>
      </Show>
    </div>
  )
}
