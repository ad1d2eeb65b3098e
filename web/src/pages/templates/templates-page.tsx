import type { RunTemplateView } from '@pm-bot/domain'
import { createSignal, Show } from 'solid-js'
import { createSchedules } from '../../api/schedules.ts'
import { createTemplates } from '../../api/templates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { ScheduleDialog } from '../schedules/schedule-dialog.tsx'
import { RunsNav } from './runs-nav.tsx'
import { TemplateRow } from './template-row.tsx'

/** Proposals that were kept under a name. */
export default function TemplatesPage() {
  createTitle(() => 'Templates')
  const templates = createTemplates()
  const schedules = createSchedules()
  const [scheduling, setScheduling] = createSignal<RunTemplateView>()

  return (
    <div class="page">
      <header class="page-head">
        <h1>Templates</h1>
        <RunsNav />
      </header>
      <p class="lead">
        Proposals that are made again: by you, or by a schedule. Each starts when it is approved.
      </p>
      <ProblemNote problem={templates.error() ?? schedules.error()} onRetry={templates.again} />
      <Show when={templates.data()} fallback={<Waiting label="templates" rows={3} />}>
        {(known) => (
          <ul class="card rows" aria-label="Templates">
            <Rows
              each={known()}
              key={(template) => template.id}
              fallback={
                <EmptyState icon="file" title="No templates yet">
                  <p>
                    Open a run that you want to have again, and choose “Save as template”.{' '}
                    <a href="/runs">Runs</a>
                  </p>
                </EmptyState>
              }
            >
              {(template) => (
                <TemplateRow
                  template={template()}
                  schedules={(schedules.data() ?? []).filter(
                    ({ templateId }) => templateId === template().id,
                  )}
                  onSchedule={() => setScheduling(template())}
                />
              )}
            </Rows>
          </ul>
        )}
      </Show>
      <Show when={scheduling()} keyed>
        {(template) => (
          <ScheduleDialog template={template} schedule={undefined} onClose={() => setScheduling(undefined)} />
        )}
      </Show>
    </div>
  )
}
