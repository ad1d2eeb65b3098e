import type { RunView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createRunArtifacts } from '../../api/run-events.ts'
import { createRunWork } from '../../api/run-work.ts'
import { Icon } from '../../ui/icon.tsx'
import { RunStatusChip } from '../../ui/run-status.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { TaintMark } from '../inbox/taint-mark.tsx'
import { RunActions } from './run-actions.tsx'
import { standingOf } from './standing-of.ts'

export function RunHeader(props: { run: RunView }) {
  const work = createRunWork(() => props.run.id)
  const artifacts = createRunArtifacts(() => props.run.id)
  /** An answer stands below in full, as it is meant. */
  const isAnswered = () =>
    props.run.status === 'completed' && artifacts.data()?.some(({ kind }) => kind === 'answer')
  return (
    <header class="run-head">
      <a class="crumb" href="/runs">
        <Icon name="back" /> Runs
      </a>
      <div class="run-title">
        <h1>
          <VisibleText text={props.run.goal} keepsLines />
        </h1>
        <RunActions run={props.run} />
      </div>
      <p class="run-status" role="status" aria-label="Status">
        <RunStatusChip status={props.run.status} />
        <Show when={!isAnswered() && standingOf(props.run, work.data())}>
          {(reason) => (
            <span class="prose" classList={{ clamped: props.run.status === 'completed' }}>
              <VisibleText text={reason()} keepsLines />
            </span>
          )}
        </Show>
        <TaintMark taint={props.run.taint} />
      </p>
    </header>
  )
}
