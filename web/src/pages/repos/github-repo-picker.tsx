import type { VisibleRepoView } from '@pm-bot/domain'
import { createSignal, For, onCleanup, Show } from 'solid-js'
import { createVisibleRepos } from '../../api/github.ts'
import { AS_TYPED } from '../../ui/as-typed.ts'
import { described, Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { typedName } from './typed-name.ts'
import { VisibleRepo } from './visible-repo.tsx'

const HINT = 'Search what the credential sees, or type owner/name of any public repository.'
const PAUSE_MS = 200

export function GitHubRepoPicker(props: { onChoose: (fullName: string) => void }) {
  const [text, setText] = createSignal('')
  const [search, setSearch] = createSignal('')
  const repos = createVisibleRepos(search)
  const typed = () => typedName(text())
  const isListed = () => (repos.data() ?? []).some(({ fullName }) => sameName(fullName, typed()))
  const choosable = () => (repos.data() ?? []).filter((repo) => repo.repoId === null)

  let pause: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(pause))
  function onInput(next: string) {
    setText(next)
    clearTimeout(pause)
    // An address is looked up by the name in it.
    pause = setTimeout(() => setSearch(typedName(next) ?? next.trim()), PAUSE_MS)
  }

  function submit(event: SubmitEvent) {
    event.preventDefault()
    const chosen = typed() ?? (text().trim() === '' ? undefined : choosable()[0]?.fullName)
    if (chosen) props.onChoose(chosen)
  }

  return (
    <form class="repo-picker" aria-label="Find a repository" noValidate onSubmit={submit}>
      <Field id="github-repo" label="Repository" hint={HINT}>
        <input
          {...described('github-repo', HINT, undefined)}
          type="search"
          placeholder="owner/name"
          {...AS_TYPED}
          value={text()}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      </Field>
      <ProblemNote problem={repos.error()} onRetry={repos.again} />
      <Show when={(repos.data()?.length ?? 0) > 0 || typed()}>
        <ul class="visible-repos" aria-label="Repositories on GitHub">
          <Show when={!isListed() && typed()}>
            {(name) => (
              <li>
                <button type="button" class="visible-repo" onClick={() => props.onChoose(name())}>
                  <Icon name="repos" />
                  <span>
                    <span class="row-title">
                      <VisibleText text={name()} />
                    </span>
                    <span class="row-under">as typed</span>
                  </span>
                  <Icon name="forward" />
                </button>
              </li>
            )}
          </Show>
          <For each={repos.data()}>
            {(repo) => <VisibleRepo repo={repo} onChoose={() => props.onChoose(repo.fullName)} />}
          </For>
          <li class="more-row">
            <MoreButton read={repos} />
          </li>
        </ul>
      </Show>
      <Show when={repos.data()?.length === 0 && !typed() && search() !== ''}>
        <p class="quiet" role="status">
          Nothing that the credential sees is called so. Type owner/name for a public one.
        </p>
      </Show>
    </form>
  )
}

/** GitHub does not tell names apart by case. */
const sameName = (fullName: VisibleRepoView['fullName'], typed: string | undefined) =>
  fullName.toLowerCase() === typed?.toLowerCase()
