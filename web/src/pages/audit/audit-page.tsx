import { useSearchParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { type AuditWanted, auditExportHref, createAuditEvents } from '../../api/audit.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { AuditRow } from './audit-row.tsx'
import { ChainStatus } from './chain-status.tsx'

export default function AuditPage() {
  createTitle(() => 'Audit')
  const [search, setSearch] = useSearchParams<Record<keyof AuditWanted, string>>()
  const wanted = (): AuditWanted => ({
    type: search.type || undefined,
    by: search.by || undefined,
    repoId: search.repoId || undefined,
    runId: search.runId || undefined,
  })
  const isNarrowed = () => Object.values(wanted()).some((value) => value !== undefined)
  const events = createAuditEvents(wanted)

  return (
    <div class="page">
      <header class="page-head">
        <h1>Audit</h1>
        <a class="button" href={auditExportHref(wanted())} download="audit.jsonl" rel="external">
          <Icon name="download" /> {isNarrowed() ? 'Download these' : 'Download all'}
        </a>
      </header>
      <ChainStatus />
      <AuditFilters wanted={wanted()} onChange={(change) => setSearch(change, { replace: true })} />
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
              <Show
                when={isNarrowed()}
                fallback={
                  <EmptyState icon="audit" title="Nothing recorded yet">
                    <p>Every decision and every effect is appended here and never changed.</p>
                  </EmptyState>
                }
              >
                <EmptyState icon="audit" title="No such events">
                  <p>Nothing in the trail fits all of these filters.</p>
                </EmptyState>
              </Show>
            }
          >
            <ol class="card rows" aria-label="Audit events">
              <Rows each={known()} key={(event) => event.id}>
                {(event) => <AuditRow event={event()} isOfOneRun={wanted().runId !== undefined} />}
              </Rows>
            </ol>
            <MoreButton read={events} />
          </Show>
        )}
      </Show>
    </div>
  )
}
