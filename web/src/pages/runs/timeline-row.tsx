import { createSignal, Show } from 'solid-js'
import { Icon } from '../../ui/icon.tsx'
import { Rows } from '../../ui/rows.tsx'
import { plural } from '../../ui/time.ts'
import { TimelineEvent, type TimelineFacts } from './timeline-event.tsx'
import type { TimelineRow as Row } from './timeline-rows.ts'

/** An event, and the calls of tools below it. What is folded is not laid out. */
export function TimelineRow(props: { row: Row; facts: TimelineFacts; startsOpen: boolean }) {
  const [isOpen, setOpen] = createSignal(props.startsOpen)
  const failed = () => props.row.calls.filter(isFailed).length
  return (
    <TimelineEvent event={props.row.event} facts={props.facts}>
      <Show when={props.row.calls.length > 0}>
        <button type="button" class="text-button" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>
          <Icon name={isOpen() ? 'down' : 'forward'} /> {plural(props.row.calls.length, 'call')}
          <Show when={failed() > 0}>, {failed()} failed</Show>
        </button>
        <Show when={isOpen()}>
          <ol class="timeline-calls" aria-label={`Calls of turn ${turnOf(props.row)}`}>
            <Rows each={props.row.calls} key={({ seq }) => String(seq)}>
              {(call) => <TimelineEvent event={call()} facts={props.facts} />}
            </Rows>
          </ol>
        </Show>
      </Show>
    </TimelineEvent>
  )
}

const isFailed = ({ detail }: { detail: unknown }) =>
  (detail as { outcome?: unknown } | null)?.outcome === 'failed'

const turnOf = ({ event }: Row): string => String((event.detail as { turn?: unknown } | null)?.turn ?? '')
