import type { JobState, JobView, QueueName } from '@pm-bot/domain'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { createJobs } from '../../api/queues.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { createSteadyRows } from '../../ui/create-steady-rows.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { HeldBack } from '../../ui/held-back.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { JOB_WORDS } from '../../ui/work-words.ts'
import { JobRow } from './job-row.tsx'

/** Jobs of one queue, newest first. */
export function JobList(props: { queue: QueueName; state: JobState | undefined }) {
  const jobs = createJobs(
    () => props.queue,
    () => props.state,
  )
  const byId = createMemo(() => new Map((jobs.data() ?? []).map((job): [string, JobView] => [job.id, job])))
  const [selected, setSelected] = createSignal<string>()
  const [opened, setOpened] = createSignal<string>()
  const steady = createSteadyRows(
    createMemo(() => [...byId().keys()]),
    selected,
  )
  const toggle = (id: string) => setOpened((open) => (open === id ? undefined : id))

  createListKeys({ rows: steady.rows, selected, select: setSelected, open: toggle })

  return (
    <>
      <ProblemNote problem={jobs.error()} onRetry={jobs.again} />
      <Show
        when={jobs.data()}
        fallback={
          <Show when={jobs.isWaiting()}>
            <Waiting label="jobs" rows={5} />
          </Show>
        }
      >
        <HeldBack count={steady.heldBack()} onLetIn={steady.letIn} />
        <Show when={byId().size > 0} fallback={<NoJobs state={props.state} />}>
          <ul class="card rows" aria-label="Jobs">
            <For each={steady.rows()}>
              {(id) => (
                <Show when={byId().get(id)}>
                  {(job) => (
                    <JobRow
                      job={job()}
                      isSelected={selected() === id}
                      isOpen={opened() === id}
                      onToggle={() => toggle(id)}
                    />
                  )}
                </Show>
              )}
            </For>
          </ul>
        </Show>
        <MoreButton read={jobs} />
      </Show>
    </>
  )
}

function NoJobs(props: { state: JobState | undefined }) {
  return (
    <EmptyState
      icon="queues"
      title={props.state ? `Nothing is “${JOB_WORDS[props.state].word.toLowerCase()}”` : 'No jobs yet'}
    >
      <Show when={props.state === 'failed'}>
        <p>
          A run may fail although its job was done, as when its command fails: then the job is under “Done”.
        </p>
      </Show>
      <Show when={!props.state}>
        <p>What an approved run has to do in the world travels through here.</p>
      </Show>
    </EmptyState>
  )
}
