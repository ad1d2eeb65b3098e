import type { RunView } from '@pm-bot/domain'
import { useSearchParams } from '@solidjs/router'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { createRunArtifacts } from '../../api/run-events.ts'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import type { KeyCommand } from '../../ui/keyboard/keymap.ts'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { RunArtifacts } from './run-artifacts.tsx'
import { RunChanges } from './run-changes.tsx'
import { RunCheckpoints } from './run-checkpoints.tsx'
import { isOver } from './run-zones.ts'
import { SteerBox } from './steer-box.tsx'
import { Timeline } from './timeline.tsx'

type Tab = 'timeline' | 'changes' | 'artifacts' | 'checkpoints'
const TABS: ReadonlyArray<{ tab: Tab; text: string; command: KeyCommand }> = [
  { tab: 'timeline', text: 'Timeline', command: 'tab-1' },
  { tab: 'changes', text: 'Changes', command: 'tab-2' },
  { tab: 'artifacts', text: 'Artifacts', command: 'tab-3' },
  { tab: 'checkpoints', text: 'Checkpoints', command: 'tab-4' },
]

export function RunTabs(props: { run: RunView }) {
  const [search, setSearch] = useSearchParams<{ tab?: string; artifact?: string }>()
  const artifacts = createRunArtifacts(() => props.run.id)
  const current = (): Tab => TABS.find(({ tab }) => tab === search.tab)?.tab ?? 'timeline'
  const [isSteering, setSteering] = createSignal(false)
  /** Somebody listens: an agent with tools, and so with a model, that is not done. */
  const listens = () => props.run.tools !== null && !isOver(props.run.status)
  const open = (tab: Tab) => setSearch({ tab: tab === 'timeline' ? null : tab }, { replace: true })

  for (const { tab, command } of TABS) onKey(command, () => open(tab))
  onKey('steer', () => {
    setSteering(true)
    open('timeline')
  })

  return (
    <div class="run-tabs">
      <div class="segments wrapping" role="tablist" aria-label="Run">
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
            <Timeline run={props.run} />
            <Show when={listens()}>
              <SteerBox run={props.run} hasFocus={isSteering()} onLeave={() => setSteering(false)} />
            </Show>
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
          <Match when={current() === 'checkpoints'}>
            <RunCheckpoints run={props.run} />
          </Match>
        </Switch>
      </div>
    </div>
  )
}
