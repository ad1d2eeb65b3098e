import type { CheckpointStateView, RunCheckpointView } from '@pm-bot/domain'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { createCheckpointState } from '../../api/checkpoints.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { plural } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { JsonTree } from './artifacts/json-tree.tsx'
import { type Difference, differencesOf } from './state-differences.ts'

const MOST_DIFFERENCES = 100

const WORDS: Record<Difference['kind'], string> = { added: 'Added', removed: 'Removed', changed: 'Changed' }

/** What the agent held after a step, and what the step changed; read when it is opened. */
export function CheckpointState(props: { checkpoint: RunCheckpointView }) {
  const [isOpen, setOpen] = createSignal(false)
  return (
    <details class="checkpoint-state" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        What it changed<span class="sr-only"> (step {props.checkpoint.step})</span>
      </summary>
      <Show when={isOpen()}>
        <ReadState checkpoint={props.checkpoint} />
      </Show>
    </details>
  )
}

function ReadState(props: { checkpoint: RunCheckpointView }) {
  const state = createCheckpointState(() => props.checkpoint)
  return (
    <div class="stack small-gap">
      <ProblemNote problem={state.error()} onRetry={state.again} />
      <Show when={state.data()} fallback={<Waiting label="the state" rows={2} />}>
        {(known) => <State state={known()} />}
      </Show>
    </div>
  )
}

function State(props: { state: CheckpointStateView }) {
  const differences = () => differencesOf(props.state.previous, props.state.values)
  return (
    <>
      <Switch fallback={<Differences differences={differences()} />}>
        <Match when={props.state.previous === null}>
          <p class="quiet">No step came before this one.</p>
        </Match>
        <Match when={differences().length === 0}>
          <p class="quiet">Nothing that is kept differs from the step before.</p>
        </Match>
      </Switch>
      <Show when={props.state.isCut}>
        <p class="hint">Long texts and lists are cut here; what was left out may differ, too.</p>
      </Show>
      <details>
        <summary>All of its state</summary>
        <JsonTree value={props.state.values} />
      </details>
    </>
  )
}

function Differences(props: { differences: readonly Difference[] }) {
  const more = () => props.differences.length - MOST_DIFFERENCES
  return (
    <>
      <ul class="state-differences" aria-label="Differences from the step before">
        <For each={props.differences.slice(0, MOST_DIFFERENCES)}>
          {(difference) => (
            <li>
              <span class="quiet">{WORDS[difference.kind]}</span>{' '}
              <span class="mono">
                <VisibleText text={difference.path} />
              </span>
              <JsonTree value={sidesOf(difference)} />
            </li>
          )}
        </For>
      </ul>
      <Show when={more() > 0}>
        <p class="quiet">{plural(more(), 'more difference')}</p>
      </Show>
    </>
  )
}

const sidesOf = ({ kind, before, after }: Difference) => ({
  ...(kind === 'added' ? {} : { before }),
  ...(kind === 'removed' ? {} : { after }),
})
