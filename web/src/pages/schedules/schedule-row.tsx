import type { PatchScheduleBody, ScheduleView } from '@pm-bot/domain'
import { createSignal, For, Show } from 'solid-js'
import { changeSchedule, removeSchedule, runSchedule } from '../../api/schedules.ts'
import { Ago } from '../../ui/ago.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { createCommand } from '../../ui/create-command.ts'
import { InTime } from '../../ui/in-time.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { RunLink } from '../../ui/run-link.tsx'
import { RunStatusChip } from '../../ui/run-status.tsx'
import { exactTime } from '../../ui/time.ts'
import { announce } from '../../ui/toast.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { cronInWords } from './cron-words.ts'
import { releaseInWords } from './release-words.ts'

/** One schedule: when, what became of the last times, and what can be done with it. */
export function ScheduleRow(props: {
  schedule: ScheduleView
  repoName: string | undefined
  onChange: () => void
}) {
  const [isRemoving, setRemoving] = createSignal(false)
  const schedule = () => props.schedule
  const isPaused = () => schedule().status === 'paused'
  const change = createCommand((changes: PatchScheduleBody) => changeSchedule(schedule(), changes))
  const runNow = createCommand(async (id: string, key) => {
    await runSchedule(id, key)
    announce({ text: 'Fired. Its run is being proposed.', link: { href: '/runs', text: 'Runs' } })
  })

  return (
    <li class="template-row">
      <div class="template-text">
        <h2 class="row-title">
          <VisibleText text={schedule().templateName} />{' '}
          <Show when={isPaused()}>
            <Chip icon="pause" tone="amber">
              Paused
            </Chip>
          </Show>
        </h2>
        <p class="row-under wrapping">
          <span>{cronInWords(schedule().cron) ?? <code>{schedule().cron}</code>}</span>
          <span>{schedule().timeZone}</span>
          <Show when={props.repoName}>
            {(name) => (
              <span>
                in <VisibleText text={name()} />
              </span>
            )}
          </Show>
        </p>
        <p class="row-under">{releaseInWords(schedule())}</p>
      </div>
      <div class="buttons">
        <button
          type="button"
          class="button"
          disabled={runNow.isPending()}
          onClick={() => runNow.run(schedule().id)}
        >
          Run now<span class="sr-only">: {schedule().templateName}</span>
        </button>
        <button
          type="button"
          class="button"
          disabled={change.isPending()}
          onClick={() => change.run({ status: isPaused() ? 'active' : 'paused' })}
        >
          {isPaused() ? 'Resume' : 'Pause'}
          <span class="sr-only"> {schedule().templateName}</span>
        </button>
        <Show when={schedule().permission !== null && schedule().permission?.ended === null}>
          <button
            type="button"
            class="button"
            disabled={change.isPending()}
            onClick={() => change.run({ release: 'by-hand' })}
          >
            Ask me again
          </button>
        </Show>
        <button type="button" class="button" onClick={() => props.onChange()}>
          Change…<span class="sr-only"> {schedule().templateName}</span>
        </button>
        <button type="button" class="button" onClick={() => setRemoving(true)}>
          Remove…<span class="sr-only"> {schedule().templateName}</span>
        </button>
      </div>
      <ProblemNote problem={change.problem() ?? runNow.problem()} />
      <div class="schedule-more">
        <section>
          <h3>Next, in your time</h3>
          <ul aria-label="Next times">
            <For each={schedule().nextTimes} fallback={<li class="quiet">None while it is paused.</li>}>
              {(at, index) => (
                <li>
                  {exactTime(at)}{' '}
                  <Show when={index() === 0}>
                    <span class="quiet">
                      (<InTime at={at} />)
                    </span>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </section>
        <section>
          <h3>Last</h3>
          <ul class="firings" aria-label="Last times">
            <For
              each={schedule().firings.slice(0, 5)}
              fallback={<li class="quiet">It has not fired yet.</li>}
            >
              {(firing) => (
                <li>
                  <Ago at={firing.dueAt} suffix=" ago" />{' '}
                  <Show when={firing.cause !== 'due'}>
                    <span class="quiet">{firing.cause === 'by-hand' ? 'by hand ' : 'made up for '}</span>
                  </Show>
                  <Show when={firing.runId && firing.state !== 'skipped' && firing.runId}>
                    {(id) => <RunLink runId={id()} goal="its run" />}
                  </Show>{' '}
                  <Show when={firing.runStatus}>{(status) => <RunStatusChip status={status()} />}</Show>
                  <Show when={firing.state === 'skipped'}>skipped</Show>
                  <Show when={firing.reason}>
                    {(reason) => (
                      <span class="hint">
                        {' '}
                        <VisibleText text={reason()} />
                      </span>
                    )}
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </section>
      </div>
      <Show when={isRemoving()}>
        <ConfirmDialog
          title="Remove this schedule?"
          action="Remove schedule"
          onConfirm={() => removeSchedule(schedule())}
          onClose={() => setRemoving(false)}
        >
          <p>It proposes nothing any more, and its permission ends. Its runs stay.</p>
        </ConfirmDialog>
      </Show>
    </li>
  )
}
