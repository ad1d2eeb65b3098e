import type { RunView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Icon } from '../../ui/icon.tsx'
import { Modal } from '../../ui/modal.tsx'
import { RunStatusChip } from '../../ui/run-status.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import WhatHappened from '../inbox/what-happened.tsx'
import { PendingDecisions } from './pending-decisions.tsx'
import { RunWorkNote } from './run-work-note.tsx'

/** How a run stands, without leaving the list. */
export default function RunPeek(props: { run: RunView; onClose: () => void }) {
  return (
    <Modal title={props.run.goal} onClose={props.onClose} wide>
      <p class="run-status">
        <RunStatusChip status={props.run.status} />
        <Show when={props.run.reason}>
          {(reason) => (
            <span class="prose">
              <VisibleText text={reason()} keepsLines />
            </span>
          )}
        </Show>
      </p>
      <PendingDecisions runId={props.run.id} />
      <RunWorkNote runId={props.run.id} />
      <WhatHappened runId={props.run.id} />
      <div class="buttons">
        <a class="button primary" href={`/runs/${props.run.id}`}>
          Open run <Icon name="forward" />
        </a>
      </div>
    </Modal>
  )
}
