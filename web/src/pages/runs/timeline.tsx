import { createMemo, Show } from 'solid-js'
import { createRunEvents, createRunTransitions } from '../../api/run-events.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { RunStatusChip } from '../../ui/run-status.tsx'
import { duration, exactTime } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { TimelineEvent } from './timeline-event.tsx'
import { type TimelineGroup, timelineGroups } from './timeline-groups.ts'

/** The run's story, as it happens. */
export function Timeline(props: { runId: string }) {
  const events = createRunEvents(() => props.runId)
  const transitions = createRunTransitions(() => props.runId)
  const isReady = () => events.data() !== undefined && transitions.data() !== undefined
  const groups = createMemo(() => timelineGroups(events.data() ?? [], transitions.data() ?? []))

  return (
    <>
      <ProblemNote problem={events.error() ?? transitions.error()} onRetry={events.again} />
      <Show when={isReady()} fallback={<Waiting label="timeline" rows={5} />}>
        <ol class="timeline" aria-label="Timeline" aria-live="polite">
          <Rows each={groups()} key={(group) => `${group.transition.to} ${group.transition.at}`}>
            {(group) => <Group group={group()} />}
          </Rows>
        </ol>
      </Show>
    </>
  )
}

function Group(props: { group: TimelineGroup }) {
  const transition = () => props.group.transition
  const lasted = () =>
    props.group.endedAt && duration(Date.parse(props.group.endedAt) - Date.parse(transition().at))

  return (
    <li class="timeline-group">
      <h2>
        <RunStatusChip status={transition().to} />
        <Show when={transition().reason}>
          {(reason) => (
            <span class="prose">
              <VisibleText text={reason()} keepsLines />
            </span>
          )}
        </Show>
        <span class="quiet timeline-when">
          <Show when={lasted()}>{(text) => <>for {text()} · </>}</Show>
          <time dateTime={transition().at}>{exactTime(transition().at)}</time>
        </span>
      </h2>
      <ol>
        <Rows each={props.group.events} key={(event) => String(event.seq)}>
          {(event) => <TimelineEvent event={event()} />}
        </Rows>
      </ol>
    </li>
  )
}
