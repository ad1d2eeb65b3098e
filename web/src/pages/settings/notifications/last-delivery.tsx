import type { NotifierView } from '@pm-bot/domain'
import { type JSX, Show } from 'solid-js'
import { Ago } from '../../../ui/ago.tsx'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { InTime } from '../../../ui/in-time.tsx'
import { plural } from '../../../ui/time.ts'
import { VisibleText } from '../../../ui/visible-text.tsx'

/** How the last delivery and the last test ended, in the words of the other side, and what is still to be said. */
export function LastDelivery(props: { notifier: NotifierView }) {
  return (
    <div class="notifier-story" role="status">
      <Show when={props.notifier.test}>
        {(test) => (
          <Line
            icon={test().status === 'sent' ? 'done' : test().status === 'failed' ? 'refused' : 'working'}
            tone={test().status}
          >
            {test().status === 'sending' ? 'A test is being sent' : `Test ${test().status}`}{' '}
            <Ago at={test().at} suffix=" ago" />
            <Answer text={test().answer} />
          </Line>
        )}
      </Show>
      <Show when={props.notifier.last}>
        {(last) => (
          <Line
            icon={last().status === 'failed' ? 'refused' : last().status === 'sent' ? 'done' : 'cancelled'}
            tone={last().status}
          >
            {last().status === 'skipped' ? 'Last one left out' : `Last one ${last().status}`}{' '}
            <Ago at={last().at} suffix=" ago" />
            <Answer text={last().answer} />
          </Line>
        )}
      </Show>
      <Show when={props.notifier.waiting > 0}>
        <Line icon="waiting" tone="waiting">
          {plural(props.notifier.waiting, 'item')}{' '}
          {props.notifier.trying?.retryAt ? 'tried again' : 'to be said'}
          <Show when={props.notifier.nextAt}>
            {(at) => (
              <>
                {' '}
                <InTime at={at()} />
              </>
            )}
          </Show>
          <Show when={props.notifier.trying?.answer}>{(answer) => <Answer text={answer()} />}</Show>
        </Line>
      </Show>
    </div>
  )
}

const TONES: Record<string, string> = { failed: 'red', sent: 'green', waiting: 'amber' }

function Line(props: { icon: IconName; tone: string; children: JSX.Element }) {
  return (
    <p class={`notifier-line ${TONES[props.tone] ?? ''}`}>
      <Icon name={props.icon} />
      <span>{props.children}</span>
    </p>
  )
}

function Answer(props: { text: string | null }) {
  return (
    <Show when={props.text}>
      {(text) => (
        <>
          : <VisibleText text={text()} />
        </>
      )}
    </Show>
  )
}
