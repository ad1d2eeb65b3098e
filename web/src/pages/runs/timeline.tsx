import type { RunView } from '@pm-bot/domain'
import { createEffect, createMemo, createSignal, Index, on, onCleanup, Show } from 'solid-js'
import { createRunEvents, createRunTransitions } from '../../api/run-events.ts'
import { createRunSpend } from '../../api/spend.ts'
import { BLOCK, blocksOf } from '../../ui/blocks-of.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { RunStatusChip } from '../../ui/run-status.tsx'
import { duration, exactTime } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { costByTurn } from './call-events.ts'
import { isOver } from './run-zones.ts'
import { deliveries } from './steering.ts'
import type { TimelineFacts } from './timeline-event.tsx'
import { type TimelineGroup, timelineGroups } from './timeline-groups.ts'
import { TimelineRow } from './timeline-row.tsx'
import { timelineRows } from './timeline-rows.ts'

const MOST_OPEN = 100

/** The run's story, as it happens. */
export function Timeline(props: { run: RunView }) {
  const events = createRunEvents(() => props.run.id)
  const transitions = createRunTransitions(() => props.run.id)
  const spend = createRunSpend(() => props.run.id)
  const isReady = () => events.data() !== undefined && transitions.data() !== undefined
  const removedTo = () => events.data()?.removedTo ?? 0
  const groups = createMemo(() =>
    timelineGroups(events.data()?.events ?? [], transitions.data() ?? [], removedTo()),
  )
  /** The calls of earlier events are folded: of a long run one wants the end, and the page has less to lay out. */
  const opensFrom = () => (events.data()?.events.at(-1)?.seq ?? 0) - MOST_OPEN
  const costs = createMemo(() => costByTurn(spend.data()?.calls ?? []))
  const delivered = createMemo(() => deliveries(events.data()?.events ?? []))
  const facts: TimelineFacts = {
    get costs() {
      return costs()
    },
    get deliveries() {
      return delivered()
    },
    get isOver() {
      return isOver(props.run.status)
    },
  }

  const [follows, setFollows] = createSignal(false)
  let list: HTMLOListElement | undefined
  onKey(
    'follow-live',
    () => setFollows(!follows()),
    () => !isOver(props.run.status),
  )
  // Whoever scrolls up wants to read there.
  createEffect(() => {
    const pane = follows() ? list?.closest('main') : null
    if (!pane) return
    let top = pane.scrollTop
    const listen = () => {
      if (pane.scrollTop < top) setFollows(false)
      top = pane.scrollTop
    }
    pane.addEventListener('scroll', listen, { passive: true })
    onCleanup(() => pane.removeEventListener('scroll', listen))
  })
  const newest = () => events.data()?.events.at(-1)?.seq
  createEffect(
    on([newest, follows], ([, isFollowing]) => {
      // Behind the rows that came with it.
      if (isFollowing) requestAnimationFrame(() => list?.lastElementChild?.scrollIntoView({ block: 'end' }))
    }),
  )

  return (
    <>
      <ProblemNote problem={events.error() ?? transitions.error()} onRetry={events.again} />
      <Show when={isReady()} fallback={<Waiting label="timeline" rows={5} />}>
        <Show when={removedTo() > 0}>
          <RemovedNote removedTo={removedTo()} />
        </Show>
        <Show when={!isOver(props.run.status)}>
          <label class="check timeline-follow">
            <input
              type="checkbox"
              checked={follows()}
              onChange={(event) => setFollows(event.currentTarget.checked)}
            />
            Follow what happens <KeyHint command="follow-live" />
          </label>
        </Show>
        <ol ref={list} class="timeline" aria-label="Timeline" aria-live="polite">
          <Rows each={groups()} key={(group) => `${group.transition.to} ${group.transition.at}`}>
            {(group) => (
              <Group group={group()} showsWho={removedTo() > 0} facts={facts} opensFrom={opensFrom()} />
            )}
          </Rows>
        </ol>
      </Show>
    </>
  )
}

/** What is not there any more is not passed over in silence. */
function RemovedNote(props: { removedTo: number }) {
  return (
    <p class="note timeline-removed">
      <Icon name="info" />
      <span>
        {props.removedTo === 1 ? 'The first event was' : `The first ${props.removedTo} events were`} removed:
        the details of a finished run are kept for a time only. Its changes of status stand below; its
        decisions stay in the <a href="/audit">audit trail</a>.
      </span>
    </p>
  )
}

function Group(props: { group: TimelineGroup; showsWho: boolean; facts: TimelineFacts; opensFrom: number }) {
  const transition = () => props.group.transition
  const rows = createMemo(() => timelineRows(props.group.events))
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
        <Show when={props.showsWho && transition().by}>
          {(by) => (
            <span class="by">
              by <VisibleText text={by()} />
            </span>
          )}
        </Show>
        <span class="quiet timeline-when">
          <Show when={lasted()}>{(text) => <>for {text()} · </>}</Show>
          <time dateTime={transition().at}>{exactTime(transition().at)}</time>
        </span>
      </h2>
      <Index each={blocksOf(rows())}>
        {(block) => (
          <ol classList={{ 'timeline-block': block().length === BLOCK }}>
            <Rows each={block()} key={({ event }) => String(event.seq)}>
              {(row) => (
                <TimelineRow
                  row={row()}
                  facts={props.facts}
                  startsOpen={row().event.seq >= props.opensFrom}
                />
              )}
            </Rows>
          </ol>
        )}
      </Index>
    </li>
  )
}
