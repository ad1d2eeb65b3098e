import type { RunView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Icon } from '../../ui/icon.tsx'
import { RunStatusChip } from '../../ui/run-status.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { RunActions } from './run-actions.tsx'

export function RunHeader(props: { run: RunView }) {
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
        <Show when={props.run.reason}>
          {(reason) => (
            <span class="prose">
              <VisibleText text={reason()} keepsLines />
            </span>
          )}
        </Show>
      </p>
    </header>
  )
}
