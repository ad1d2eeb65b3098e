import { Show } from 'solid-js'
import { createAuditEvents } from '../../api/audit.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { AuditRow } from './audit-row.tsx'
import { ChainStatus } from './chain-status.tsx'

export default function AuditPage() {
  createTitle(() => 'Audit')
  const events = createAuditEvents()

  return (
    <div class="page">
      <header class="page-head">
        <h1>Audit</h1>
      </header>
      <ChainStatus />
      <ProblemNote problem={events.error()} onRetry={events.again} />
      <Show
        when={events.data()}
        fallback={
          <Show when={events.isWaiting()}>
            <Waiting label="audit trail" rows={8} />
          </Show>
        }
      >
        {(known) => (
          <Show
            when={known().length > 0}
            fallback={
              <EmptyState icon="audit" title="Nothing recorded yet">
                <p>Every decision and every effect is appended here and never changed.</p>
              </EmptyState>
            }
          >
            <ol class="card rows" aria-label="Audit events">
              <Rows each={known()} key={(event) => event.id}>
                {(event) => <AuditRow event={event()} />}
              </Rows>
            </ol>
            <MoreButton read={events} />
          </Show>
        )}
      </Show>
    </div>
  )
}
