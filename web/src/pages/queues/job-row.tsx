import type { JobView } from '@pm-bot/domain'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { createIntent } from '../../api/intent.ts'
import { changeJob } from '../../api/queues.ts'
import { Ago, Since } from '../../ui/ago.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { createCommand } from '../../ui/create-command.ts'
import { headOf } from '../../ui/error-lines.ts'
import { Icon } from '../../ui/icon.tsx'
import { nowBySecond } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { RunLink } from '../../ui/run-link.tsx'
import { exactTime, inTime } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { verbInWords } from '../../ui/work-words.ts'
import { WorkerLink } from '../../ui/worker-link.tsx'
import { JobDetails } from './job-details.tsx'
import { goalOf, isDoneInVain, lookOf, triesInWords } from './job-words.ts'

export function JobRow(props: { job: JobView; isSelected: boolean; isOpen: boolean; onToggle: () => void }) {
  const look = () => lookOf(props.job)
  return (
    <li class="job" aria-current={props.isSelected ? 'true' : undefined} data-row={props.job.id}>
      <div class="job-row">
        <Chip icon={look().icon} tone={look().tone} turning={props.job.state === 'active'}>
          {look().word}
        </Chip>
        <div class="job-text">
          <p class="row-title">
            {verbInWords(props.job.verb)}
            <Show
              when={props.job.runId}
              fallback={
                <>
                  {' '}
                  for <VisibleText text={`${props.job.owner.kind}/${props.job.owner.key}`} />
                </>
              }
            >
              {(runId) => (
                <>
                  : <RunLink runId={runId()} goal={goalOf(props.job)} />
                </>
              )}
            </Show>
          </p>
          <p class="row-under">
            <Show when={isDoneInVain(props.job)}>
              <span class="red">the run failed</span>
            </Show>
            <JobTimes job={props.job} />
            <Show when={triesInWords(props.job)}>{(words) => <span>{words()}</span>}</Show>
            <Show when={props.job.workerId}>
              {(id) => (
                <span>
                  {props.job.state === 'active' ? 'with ' : 'last with '}
                  <WorkerLink workerId={id()} />
                </span>
              )}
            </Show>
          </p>
          <Show when={props.job.error}>
            {(error) => (
              <p class="error-text">
                <VisibleText text={headOf(error())} />
              </p>
            )}
          </Show>
        </div>
        <div class="buttons">
          <JobActions job={props.job} />
          <button
            type="button"
            class="icon-button"
            aria-label="Details"
            aria-expanded={props.isOpen}
            onClick={() => props.onToggle()}
          >
            <Icon name={props.isOpen ? 'up-small' : 'down'} />
          </button>
        </div>
      </div>
      <Show when={props.isOpen}>
        <JobDetails job={props.job} />
      </Show>
    </li>
  )
}

function JobTimes(props: { job: JobView }) {
  return (
    <span>
      <Switch>
        <Match when={props.job.state === 'waiting'}>
          has waited <Since at={props.job.availableAt} />
        </Match>
        <Match when={props.job.state === 'delayed'}>
          again{' '}
          <time dateTime={props.job.availableAt} title={exactTime(props.job.availableAt)}>
            {inTime(props.job.availableAt, nowBySecond())}
          </time>
        </Match>
        <Match when={props.job.finishedAt}>
          {(at) => (
            <>
              ended <Ago at={at()} suffix=" ago" />
            </>
          )}
        </Match>
        <Match when={props.job.startedAt}>
          {(at) => (
            <>
              begun <Since at={at()} suffix=" ago" />
            </>
          )}
        </Match>
      </Switch>
    </span>
  )
}

function JobActions(props: { job: JobView }) {
  const [isAsking, setAsking] = createSignal(false)
  const intent = createIntent()
  const retry = createCommand((_: { retry: string }, key) => changeJob(props.job, 'retry', key))

  return (
    <>
      <ProblemNote problem={retry.problem()} />
      <For each={props.job.allowed}>
        {(action) => (
          <Show
            when={action === 'retry'}
            fallback={
              <button type="button" class="button small" onClick={() => setAsking(true)}>
                Cancel…
              </button>
            }
          >
            <button
              type="button"
              class="button small"
              disabled={retry.isPending()}
              onClick={() => retry.run({ retry: props.job.id })}
            >
              <Icon name="retry" /> {props.job.state === 'delayed' ? 'Try now' : 'Retry'}
            </button>
          </Show>
        )}
      </For>
      <Show when={isAsking()}>
        <ConfirmDialog
          title="Cancel this job?"
          action="Cancel job"
          onConfirm={() => changeJob(props.job, 'cancel', intent.keyFor(props.job.id))}
          onClose={() => setAsking(false)}
        >
          <p>
            Without it the run has nothing to go on with, so the run is cancelled as well. What is written
            already stays.
          </p>
        </ConfirmDialog>
      </Show>
    </>
  )
}
