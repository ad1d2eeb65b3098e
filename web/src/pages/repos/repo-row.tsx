import type { RepoView } from '@pm-bot/domain'
import { createSignal, Show } from 'solid-js'
import { removeRepo, setRepoStatus } from '../../api/repos.ts'
import { Ago } from '../../ui/ago.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { announce } from '../../ui/toast.tsx'
import { spellOut } from '../../ui/visible-pieces.ts'
import { VisibleText } from '../../ui/visible-text.tsx'

export function RepoRow(props: { repo: RepoView }) {
  const [isRemoving, setRemoving] = createSignal(false)
  const [problem, setProblem] = createSignal<unknown>()
  const isActive = () => props.repo.status === 'active'

  async function toggle() {
    setProblem(undefined)
    try {
      const repo = await setRepoStatus(props.repo, isActive() ? 'disabled' : 'active')
      announce({ text: `${repo.name} is ${repo.status}.` })
    } catch (error) {
      setProblem(error)
    }
  }

  return (
    <li class="repo-row" aria-label={spellOut(props.repo.name)}>
      <div class="repo-text">
        <p class="row-title">
          <VisibleText text={props.repo.name} />
          <span class={`chip ${isActive() ? 'green' : 'grey'}`}>
            <Icon name={isActive() ? 'done' : 'cancelled'} />
            {isActive() ? 'Active' : 'Disabled'}
          </span>
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
          <span>
            added <Ago at={props.repo.addedAt} suffix=" ago" />
          </span>
        </p>
        <ProblemNote problem={problem()} />
      </div>
      <div class="buttons">
        <Show when={isActive()}>
          <a class="button small" href={`/runs/new?repo=${props.repo.id}`}>
            <Icon name="plus" /> New run
          </a>
        </Show>
        <button type="button" class="button small" onClick={() => void toggle()}>
          {isActive() ? 'Disable' : 'Enable'}
        </button>
        <button type="button" class="button small" onClick={() => setRemoving(true)}>
          Remove…
        </button>
      </div>
      <Show when={isRemoving()}>
        <ConfirmDialog
          title={`Remove ${props.repo.name}?`}
          action="Remove"
          onConfirm={() => removeRepo(props.repo)}
          onClose={() => setRemoving(false)}
        >
          <p>
            pm-bot forgets the repository. The folder{' '}
            <code class="break">
              <VisibleText text={props.repo.fullName} />
            </code>{' '}
            and everything in it stay.
          </p>
        </ConfirmDialog>
      </Show>
    </li>
  )
}
