import { createUniqueId, For, Show } from 'solid-js'
import type { AuditWanted } from '../../api/audit.ts'
import { RepoSelect } from '../../ui/repo-select.tsx'
import { RunLink } from '../../ui/run-link.tsx'
import { AUDIT_TYPES } from './audit-types.ts'

/** What of the trail to show. What was typed holds once it is complete. */
export function AuditFilters(props: {
  wanted: AuditWanted
  onChange: (change: Partial<Record<keyof AuditWanted, string | null>>) => void
}) {
  return (
    <div class="audit-filters">
      <TypedFilter
        label="Type"
        any="Any"
        most={60}
        known={AUDIT_TYPES}
        value={props.wanted.type}
        onChange={(type) => props.onChange({ type })}
      />
      <TypedFilter
        label="By"
        any="Anybody"
        most={100}
        known={['operator']}
        value={props.wanted.by}
        onChange={(by) => props.onChange({ by })}
      />
      <div>
        <span class="label" aria-hidden="true">
          Repository
        </span>
        <RepoSelect
          label="Repository"
          all="All"
          repoId={props.wanted.repoId}
          onChange={(repoId) => props.onChange({ repoId: repoId ?? null })}
        />
      </div>
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

/** Free text, with what people usually look for. */
function TypedFilter(props: {
  label: string
  any: string
  most: number
  known: readonly string[]
  value: string | undefined
  onChange: (value: string | null) => void
}) {
  const listId = createUniqueId()
  return (
    <label>
      <span class="label">{props.label}</span>
      <input
        list={listId}
        autocomplete="off"
        spellcheck={false}
        placeholder={props.any}
        maxlength={props.most}
        value={props.value ?? ''}
        onChange={(event) => props.onChange(event.currentTarget.value.trim() || null)}
      />
      <datalist id={listId}>
        <For each={props.known}>{(known) => <option value={known} />}</For>
      </datalist>
    </label>
  )
}
