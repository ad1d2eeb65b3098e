import { For, Show } from 'solid-js'
import type { AuditWanted } from '../../api/audit.ts'
import { createRepos } from '../../api/repos.ts'
import { RunLink } from '../../ui/run-link.tsx'
import { AUDIT_TYPES } from './audit-types.ts'

/** What of the trail to show. What was typed holds once it is complete. */
export function AuditFilters(props: {
  wanted: AuditWanted
  onChange: (change: Partial<Record<keyof AuditWanted, string | null>>) => void
}) {
  const repos = createRepos()
  return (
    <div class="audit-filters">
      <label>
        <span class="label">Type</span>
        <input
          list="audit-types"
          autocomplete="off"
          spellcheck={false}
          placeholder="Any"
          maxlength="60"
          value={props.wanted.type ?? ''}
          onChange={(event) => props.onChange({ type: event.currentTarget.value.trim() || null })}
        />
        <datalist id="audit-types">
          <For each={AUDIT_TYPES}>{(type) => <option value={type} />}</For>
        </datalist>
      </label>
      <label>
        <span class="label">By</span>
        <input
          list="audit-actors"
          autocomplete="off"
          spellcheck={false}
          placeholder="Anybody"
          maxlength="100"
          value={props.wanted.by ?? ''}
          onChange={(event) => props.onChange({ by: event.currentTarget.value.trim() || null })}
        />
        <datalist id="audit-actors">
          <option value="operator" />
        </datalist>
      </label>
      <label>
        <span class="label">Repository</span>
        <select onChange={(event) => props.onChange({ repoId: event.currentTarget.value || null })}>
          <option value="" selected={props.wanted.repoId === undefined}>
            All
          </option>
          <For each={repos.data()}>
            {(repo) => (
              <option value={repo.id} selected={props.wanted.repoId === repo.id}>
                {repo.name}
              </option>
            )}
          </For>
        </select>
      </label>
      <Show when={props.wanted.runId}>
        {(runId) => (
          <p class="audit-run">
            <span class="label">Run</span>
            <span>
              <RunLink runId={runId()} />{' '}
              <button type="button" class="button small" onClick={() => props.onChange({ runId: null })}>
                All runs
              </button>
            </span>
          </p>
        )}
      </Show>
    </div>
  )
}
