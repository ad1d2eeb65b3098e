import type { RunEventView } from '@pm-bot/domain'
import { type JSX, Match, Show, Switch } from 'solid-js'
import { Icon } from '../../ui/icon.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { clock } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { modelCallIn, type TurnCost, toolCallIn } from './call-events.ts'
import { eventIcon, eventTone } from './event-icon.ts'
import { ModelCallEvent } from './model-call-event.tsx'
import { OperationReports, operationsIn } from './operation-reports.tsx'
import { SteeredEvent } from './steered-event.tsx'
import { saidIn } from './steering.ts'
import { ToolCallEvent } from './tool-call-event.tsx'

/** What is known of a run beside its events: what each turn cost, and which words were delivered when. */
export interface TimelineFacts {
  costs: Map<number, TurnCost>
  deliveries: Map<number, number>
  isOver: boolean
}

export function TimelineEvent(props: { event: RunEventView; facts: TimelineFacts; children?: JSX.Element }) {
  const event = () => props.event
  const hasDetail = () => {
    const { detail } = event()
    return (
      typeof detail === 'object' &&
      detail !== null &&
      Object.keys(detail).length > 0 &&
      !toolCallIn(event()) &&
      !saidIn(event())
    )
  }

  return (
    <li
      class="timeline-event"
      classList={{ decided: event().by !== null }}
      data-tone={eventTone(event().type)}
    >
      <span class="timeline-mark">
        <Icon name={event().by === null ? eventIcon(event().type) : 'person'} />
      </span>
      <div class="timeline-text">
        <Switch
          fallback={
            <p>
              <VisibleText text={event().title} keepsLines />
              <Show when={event().by}>
                {(by) => (
                  <span class="by">
                    by <VisibleText text={by()} />
                  </span>
                )}
              </Show>
            </p>
          }
        >
          <Match when={operationsIn(event().detail)}>
            {(operations) => <OperationReports operations={operations()} />}
          </Match>
          <Match when={modelCallIn(event())}>
            {(call) => <ModelCallEvent call={call()} cost={props.facts.costs.get(call().turn)} />}
          </Match>
          <Match when={toolCallIn(event())}>{(call) => <ToolCallEvent call={call()} />}</Match>
          <Match when={saidIn(event())}>
            {(said) => (
              <SteeredEvent
                said={said()}
                turn={props.facts.deliveries.get(said().seq)}
                isOver={props.facts.isOver}
              />
            )}
          </Match>
        </Switch>
        <Show when={hasDetail()}>
          <RawJson value={event().detail} summary={modelCallIn(event()) ? 'raw' : event().type} />
        </Show>
        {props.children}
      </div>
      <time class="quiet" dateTime={event().at}>
        {clock(event().at)}
      </time>
    </li>
  )
}
