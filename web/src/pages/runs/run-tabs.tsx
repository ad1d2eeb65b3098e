import type { RunView } from '@pm-bot/domain'
import { useSearchParams } from '@solidjs/router'
import { createSignal, For, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { createRunArtifacts } from '../../api/run-events.ts'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import type { KeyCommand } from '../../ui/keyboard/keymap.ts'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { announce } from '../../ui/toast.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { RunArtifacts } from './run-artifacts.tsx'
import { RunChanges } from './run-changes.tsx'
import { RunCheckpoints } from './run-checkpoints.tsx'
import { RunContext } from './run-context.tsx'
import { isOver } from './run-zones.ts'
import { SteerBox } from './steer-box.tsx'
import { Timeline } from './timeline.tsx'

const RunAudit = lazy(() => import('./run-audit.tsx'))

type Tab = 'timeline' | 'changes' | 'artifacts' | 'context' | 'checkpoints' | 'audit'
const TABS: ReadonlyArray<{ tab: Tab; text: string; command: KeyCommand }> = [
  { tab: 'timeline', text: 'Timeline', command: 'tab-1' },
  { tab: 'changes', text: 'Changes', command: 'tab-2' },
  { tab: 'artifacts', text: 'Artifacts', command: 'tab-3' },
  { tab: 'context', text: 'Context', command: 'tab-4' },
  { tab: 'checkpoints', text: 'Checkpoints', command: 'tab-5' },
  { tab: 'audit', text: 'Audit', command: 'tab-6' },
]

export function RunTabs(props: { run: RunView }) {
  const [search, setSearch] = useSearchParams<{ tab?: string; artifact?: string }>()
  const artifacts = createRunArtifacts(() => props.run.id)
  const current = (): Tab => TABS.find(({ tab }) => tab === search.tab)?.tab ?? 'timeline'
  let panel!: HTMLDivElement
  const [isSteering, setSteering] = createSignal(false)
  /** Somebody listens: an agent with tools, and so with a model, that is not done. */
  const listens = () => props.run.tools !== null && !isOver(props.run.status)
  const open = (tab: Tab) => setSearch({ tab: tab === 'timeline' ? null : tab }, { replace: true })

  for (const { tab, command } of TABS) onKey(command, () => open(tab))
  onKey('show-raw', () => toggleAll(panel))
  onKey('copy-link', () => void copyAddress())
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
      <div ref={panel} id="run-panel" role="tabpanel" aria-labelledby={`tab-${current()}`}>
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
          <Match when={current() === 'context'}>
            <RunContext read={artifacts} />
          </Match>
          <Match when={current() === 'checkpoints'}>
            <RunCheckpoints run={props.run} />
          </Match>
          <Match when={current() === 'audit'}>
            <Suspense fallback={<Waiting label="audit trail" rows={5} />}>
              <RunAudit runId={props.run.id} />
            </Suspense>
          </Match>
        </Switch>
      </div>
    </div>
  )
}

/** Opens what is folded in it; folds all where nothing is. */
function toggleAll(within: HTMLElement): void {
  const folds = [...within.querySelectorAll<HTMLDetailsElement>('details.raw')]
  const open = folds.some((fold) => !fold.open)
  for (const fold of folds) fold.open = open
}

async function copyAddress(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href)
    announce({ text: 'The address of this page is copied.' })
  } catch {
    announce({ text: 'This browser lets a page copy only over HTTPS, or on this machine.' })
  }
}
