import type { RunView } from '@pm-bot/domain'
import { useSearchParams } from '@solidjs/router'
import { For, Match, Switch } from 'solid-js'
import { createRunArtifacts } from '../../api/run-events.ts'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import type { KeyCommand } from '../../ui/keyboard/keymap.ts'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { RunArtifacts } from './run-artifacts.tsx'
import { RunChanges } from './run-changes.tsx'
import { Timeline } from './timeline.tsx'

type Tab = 'timeline' | 'changes' | 'artifacts'
const TABS: ReadonlyArray<{ tab: Tab; text: string; command: KeyCommand }> = [
  { tab: 'timeline', text: 'Timeline', command: 'tab-1' },
  { tab: 'changes', text: 'Changes', command: 'tab-2' },
  { tab: 'artifacts', text: 'Artifacts', command: 'tab-3' },
]

export function RunTabs(props: { run: RunView }) {
  const [search, setSearch] = useSearchParams<{ tab?: string; artifact?: string }>()
  const artifacts = createRunArtifacts(() => props.run.id)
  const current = (): Tab => TABS.find(({ tab }) => tab === search.tab)?.tab ?? 'timeline'
  const open = (tab: Tab) => setSearch({ tab: tab === 'timeline' ? null : tab }, { replace: true })

  for (const { tab, command } of TABS) onKey(command, () => open(tab))

  return (
    <div class="run-tabs">
      <div class="segments" role="tablist" aria-label="Run">
        <For each={TABS}>
          {({ tab, text, command }) => (
            <button
              type="button"
              role="tab"
              id={`tab-${tab}`}
              aria-selected={current() === tab}
              aria-controls="run-panel"
              onClick={() => open(tab)}
            >
              {text}
              <KeyHint command={command} />
            </button>
          )}
        </For>
      </div>
      <div id="run-panel" role="tabpanel" aria-labelledby={`tab-${current()}`}>
        <Switch>
          <Match when={current() === 'timeline'}>
            <Timeline runId={props.run.id} />
          </Match>
          <Match when={current() === 'changes'}>
            <RunChanges changesetId={props.run.changesetId} />
          </Match>
          <Match when={current() === 'artifacts'}>
            <RunArtifacts
              read={artifacts}
              open={search.artifact}
              onOpen={(id) => setSearch({ artifact: id ?? null }, { replace: true })}
            />
          </Match>
        </Switch>
      </div>
    </div>
  )
}
