import type { VisibleRepoView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { number } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'

/** One repository that the credential sees: to be chosen, or here already. */
export function VisibleRepo(props: { repo: VisibleRepoView; onChoose: () => void }) {
  return (
    <li>
      <Show
        when={props.repo.repoId}
        fallback={
          <button type="button" class="visible-repo" onClick={() => props.onChoose()}>
            <Inside repo={props.repo} />
            <Icon name="forward" />
          </button>
        }
      >
        {(id) => (
          <a class="visible-repo" href={`/repos/${id()}`}>
            <Inside repo={props.repo} />
            <Chip icon="done" tone="green">
              Added
            </Chip>
          </a>
        )}
      </Show>
    </li>
  )
}

function Inside(props: { repo: VisibleRepoView }) {
  return (
    <>
      <Icon name="repos" />
      <span>
        <span class="row-title">
          <VisibleText text={props.repo.fullName} />
        </span>
        <span class="row-under">
          <span>{props.repo.private ? 'private' : 'public'}</span>
          <Show when={props.repo.archived}>
            <span>archived</span>
          </Show>
          <Show when={!props.repo.canPush}>
            <span>read only</span>
          </Show>
          <span>{number(props.repo.openIssues)} open</span>
          <Show when={props.repo.pushedAt}>
            {(at) => (
              <span>
                pushed <Ago at={at()} suffix=" ago" />
              </span>
            )}
          </Show>
          <Show when={props.repo.description}>
            {(text) => (
              <span class="row-goal">
                <VisibleText text={text()} />
              </span>
            )}
          </Show>
        </span>
      </span>
    </>
  )
}
