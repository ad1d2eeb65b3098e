import type { RunEventView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Icon } from '../../ui/icon.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { clock } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { eventIcon } from './event-icon.ts'
import { OperationReports, operationsIn } from './operation-reports.tsx'

export function TimelineEvent(props: { event: RunEventView }) {
  const hasDetail = () => {
    const detail = props.event.detail
    return typeof detail === 'object' && detail !== null && Object.keys(detail).length > 0
  }

  return (
    <li class="timeline-event" classList={{ decided: props.event.by !== null }}>
      <span class="timeline-mark">
        <Icon name={props.event.by === null ? eventIcon(props.event.type) : 'person'} />
      </span>
      <div class="timeline-text">
        <Show
          when={operationsIn(props.event.detail)}
          fallback={
            <p>
              <VisibleText text={props.event.title} keepsLines />
              <Show when={props.event.by}>
                {(by) => (
                  <span class="by">
                    by <VisibleText text={by()} />
                  </span>
                )}
              </Show>
            </p>
          }
        >
          {(operations) => <OperationReports operations={operations()} />}
        </Show>
        <Show when={hasDetail()}>
          <RawJson value={props.event.detail} summary={props.event.type} />
        </Show>
      </div>
      <time class="quiet" dateTime={props.event.at}>
        {clock(props.event.at)}
      </time>
    </li>
  )
}
