import type { RepoView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { described, Field } from '../../ui/field.tsx'
import { spellOut } from '../../ui/visible-pieces.ts'

export function RepoChoice(props: {
  repos: RepoView[]
  value: string
  problem: string | undefined
  onChange: (id: string) => void
}) {
  return (
    <Field id="repo" label="Repository" problem={props.problem}>
      <Show
        when={props.repos.length > 0}
        fallback={
          <p>
            There is no active repository. <a href="/repos">Add one</a> first.
          </p>
        }
      >
        <select
          {...described('repo', undefined, props.problem)}
          aria-required="true"
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          <option value="" selected={props.value === ''}>
            Choose…
          </option>
          <For each={props.repos}>
            {(repo) => (
              <option value={repo.id} selected={props.value === repo.id}>
                {spellOut(
                  repo.source === 'github'
                    ? `${repo.fullName} — on GitHub`
                    : `${repo.name} — ${repo.fullName}`,
                )}
              </option>
            )}
          </For>
        </select>
      </Show>
    </Field>
  )
}
