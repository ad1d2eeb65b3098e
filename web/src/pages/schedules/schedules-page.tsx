import type { ScheduleView } from '@pm-bot/domain'
import { createSignal, Show } from 'solid-js'
import { createRepos } from '../../api/repos.ts'
import { createSchedules } from '../../api/schedules.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { RunsNav } from '../templates/runs-nav.tsx'
import { ScheduleDialog } from './schedule-dialog.tsx'
import { ScheduleRow } from './schedule-row.tsx'

/** When templates are proposed by themselves. */
export default function SchedulesPage() {
  createTitle(() => 'Schedules')
  const schedules = createSchedules()
  const repos = createRepos()
  const [changing, setChanging] = createSignal<ScheduleView>()
  const nameOf = (repoId: string) => repos.data()?.find(({ id }) => id === repoId)?.name

  return (
    <div class="page">
      <header class="page-head">
        <h1>Schedules</h1>
        <RunsNav />
      </header>
      <p class="lead">
        Runs that are proposed by themselves. They start when you approve them, unless you permitted it.
      </p>
      <ProblemNote problem={schedules.error()} onRetry={schedules.again} />
      <Show when={schedules.data()} fallback={<Waiting label="schedules" rows={3} />}>
        {(known) => (
          <ul class="card rows" aria-label="Schedules">
            <Rows
              each={known()}
              key={(schedule) => schedule.id}
              fallback={
                <EmptyState icon="waiting" title="No schedules yet">
                  <p>
                    A schedule proposes a template again and again. Set one from the{' '}
                    <a href="/templates">templates</a>.
                  </p>
                </EmptyState>
              }
            >
              {(schedule) => (
                <ScheduleRow
                  schedule={schedule()}
                  repoName={nameOf(schedule().repoId)}
                  onChange={() => setChanging(schedule())}
                />
              )}
            </Rows>
          </ul>
        )}
      </Show>
      <Show when={changing()} keyed>
        {(schedule) => (
          <ScheduleDialog
            template={{
              id: schedule.templateId,
              name: schedule.templateName,
              contentHash: schedule.contentHash,
            }}
            schedule={schedule}
            onClose={() => setChanging(undefined)}
          />
        )}
      </Show>
    </div>
  )
}
