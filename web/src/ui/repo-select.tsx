import { For } from 'solid-js'
import { createRepos } from '../api/repos.ts'

/** One of the repositories, or all of them. */
export function RepoSelect(props: {
  repoId: string | undefined
  all: string
  label?: string
  onChange: (repoId: string | undefined) => void
}) {
  const repos = createRepos()
  return (
    <select
      aria-label={props.label}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    >
      <option value="" selected={props.repoId === undefined}>
        {props.all}
      </option>
      <For each={repos.data()}>
        {(repo) => (
          <option value={repo.id} selected={props.repoId === repo.id}>
            {repo.name}
          </option>
        )}
      </For>
    </select>
  )
}
