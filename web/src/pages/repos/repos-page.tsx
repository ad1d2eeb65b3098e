import { Show } from 'solid-js'
import { createRepos } from '../../api/repos.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { AddRepoForm } from './add-repo-form.tsx'
import { RepoRow } from './repo-row.tsx'

export default function ReposPage() {
  createTitle(() => 'Repositories')
  const repos = createRepos()

  return (
    <div class="page">
      <header class="page-head">
        <h1>Repositories</h1>
      </header>
      <AddRepoForm />
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
              <EmptyState icon="repos" title="No repositories yet">
                <p>
                  Add a git repository on this machine. pm-bot clones it for each run and never works in it.
                </p>
              </EmptyState>
            }
          >
            <ul class="card rows" aria-label="Repositories">
              <Rows each={known()} key={(repo) => repo.id}>
                {(repo) => <RepoRow repo={repo()} />}
              </Rows>
            </ul>
          </Show>
        )}
      </Show>
    </div>
  )
}
