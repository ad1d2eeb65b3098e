import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { createRepos } from '../../api/repos.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { AddGitHubRepo } from './add-github-repo.tsx'
import { AddLocalRepo } from './add-local-repo.tsx'
import { RepoRow } from './repo-row.tsx'

export default function ReposPage() {
  createTitle(() => 'Repositories')
  const repos = createRepos()
  const navigate = useNavigate()
  const [selected, setSelected] = createSignal<string>()
  let adding!: HTMLElement

  function goToAdding() {
    adding.scrollIntoView({ block: 'start' })
    adding.querySelector('input')?.focus({ preventScroll: true })
  }
  createListKeys({
    rows: () => (repos.data() ?? []).map((repo) => repo.id),
    selected,
    select: setSelected,
    open: (id) => navigate(`/repos/${id}`),
  })
  onKey('add-repo', goToAdding)

  return (
    <div class="page">
      <header class="page-head">
        <h1>Repositories</h1>
        <Show when={repos.data()?.length}>
          <a class="button" href="#adding" rel="external">
            <Icon name="plus" /> Add <KeyHint command="add-repo" />
          </a>
        </Show>
      </header>
      <ProblemNote problem={repos.error()} onRetry={repos.again} />
      <Show
        when={repos.data()}
        fallback={
          <Show when={repos.isWaiting()}>
            <Waiting label="repositories" />
          </Show>
        }
      >
        {(known) => (
          <Show
            when={known().length > 0}
            fallback={
              <div class="card">
                <EmptyState icon="repos" title="No repositories yet">
                  <p>Add one from GitHub, or a git repository of this machine.</p>
                </EmptyState>
              </div>
            }
          >
            <ul class="card rows" aria-label="Repositories">
              <Rows each={known()} key={(repo) => repo.id}>
                {(repo) => <RepoRow repo={repo()} isSelected={selected() === repo().id} />}
              </Rows>
            </ul>
          </Show>
        )}
      </Show>
      <section ref={adding} id="adding" class="adding" aria-labelledby="adding-title">
        <h2 id="adding-title">Add a repository</h2>
        <div class="add-ways">
          <AddGitHubRepo />
          <AddLocalRepo />
        </div>
      </section>
    </div>
  )
}
