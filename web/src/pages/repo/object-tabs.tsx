import type { GitHubObjectView, RepoSyncView } from '@pm-bot/domain'
import { useSearchParams } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import type { KeyCommand } from '../../ui/keyboard/keymap.ts'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { number } from '../../ui/time.ts'
import { ObjectFilters } from './object-filters.tsx'
import { ObjectList } from './object-list.tsx'
import { STATES } from './object-look.ts'

type Kind = GitHubObjectView['kind']
type State = GitHubObjectView['state']

const TABS: ReadonlyArray<{ kind: Kind; text: string; command: KeyCommand }> = [
  { kind: 'issue', text: 'Issues', command: 'tab-1' },
  { kind: 'pr', text: 'Pull requests', command: 'tab-2' },
]

export function ObjectTabs(props: { repoId: string; sync: RepoSyncView }) {
  const [search, setSearch] = useSearchParams<{ kind?: string; state?: string; q?: string }>()
  const kind = (): Kind => (search.kind === 'pr' ? 'pr' : 'issue')
  /** What is open, unless something else is asked for. */
  const state = (): State | undefined =>
    search.state === 'all' ? undefined : (STATES[kind()].find((known) => known === search.state) ?? 'open')
  const open = (next: Kind) =>
    setSearch({ kind: next === 'issue' ? null : next, state: null }, { replace: true })
  const count = (of: Kind) => (of === 'issue' ? props.sync.openIssues : props.sync.openPulls)

  for (const { kind: each, command } of TABS) onKey(command, () => open(each))

  return (
    <div class="run-tabs">
      <div class="segments" role="tablist" aria-label="What is kept of GitHub">
        <For each={TABS}>
          {(tab) => (
            <button
              type="button"
              role="tab"
              id={`tab-${tab.kind}`}
              aria-selected={kind() === tab.kind}
              aria-controls="objects-panel"
              onClick={() => open(tab.kind)}
            >
              {tab.text} <span class="group-count number">{number(count(tab.kind))}</span>
              <KeyHint command={tab.command} />
            </button>
          )}
        </For>
      </div>
      <div id="objects-panel" role="tabpanel" aria-labelledby={`tab-${kind()}`} class="stack">
        <ObjectFilters
          kind={kind()}
          state={state()}
          q={search.q ?? ''}
          onState={(next) =>
            setSearch({ state: next === 'open' ? null : (next ?? 'all') }, { replace: true })
          }
          onSearch={(q) => setSearch({ q: q === '' ? null : q }, { replace: true })}
        />
        <Show when={`${kind()} ${state()} ${search.q ?? ''}`} keyed>
          <ObjectList
            repoId={props.repoId}
            kind={kind()}
            state={state()}
            q={search.q ?? ''}
            isImporting={!props.sync.isImported}
          />
        </Show>
      </div>
    </div>
  )
}
