import { Show } from 'solid-js'
import { createAuditEvents } from '../../api/audit.ts'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { AuditRow } from '../audit/audit-row.tsx'
import { ChainStatus } from '../audit/chain-status.tsx'

/** What the audit trail says of this run, the newest first. */
export default function RunAudit(props: { runId: string }) {
  const events = createAuditEvents(() => ({ runId: props.runId }))
  return (
    <div class="stack">
      <ChainStatus />
      <ProblemNote problem={events.error()} onRetry={events.again} />
      <Show when={events.data()} fallback={<Waiting label="audit trail" rows={5} />}>
        {(known) => (
          <>
            <ol class="card rows" aria-label="Audit events">
              <Rows each={known()} key={(event) => event.id}>
                {(event) => <AuditRow event={event()} isOfOneRun />}
              </Rows>
            </ol>
            <MoreButton read={events} />
          </>
        )}
      </Show>
    </div>
  )
}
