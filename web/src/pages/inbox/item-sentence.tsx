import type {
  ChangesetApplyPayload,
  InboxItemView,
  PublishItemPayload,
  RunStartPayload,
} from '@pm-bot/domain'
import { Match, Show, Switch } from 'solid-js'
import { lineOf } from '../../ui/line-of.ts'
import { RunLink } from '../../ui/run-link.tsx'
import { shortBranch } from '../../ui/sha.tsx'
import { plural } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { CallSentence, QuestionSentence, SpendSentence } from './agent-sentence.tsx'
import { commandOf, payloadOfKind } from './payload-of.ts'

/** Who asks to do what, and where, in plain words. */
export function ItemSentence(props: { item: InboxItemView }) {
  return (
    <p class="sentence">
      <Switch
        fallback={
          <>
            A run asks for your decision: <VisibleText text={props.item.title} keepsLines />
          </>
        }
      >
        <Match when={payloadOfKind(props.item, 'run_start')}>
          {(payload) => <StartSentence payload={payload()} />}
        </Match>
        <Match when={payloadOfKind(props.item, 'changeset_apply')}>
          {(payload) => <ApplySentence payload={payload()} />}
        </Match>
        <Match when={payloadOfKind(props.item, 'publish')}>
          {(payload) => <PublishSentence payload={payload()} />}
        </Match>
        <Match when={payloadOfKind(props.item, 'tool_call')}>
          {(payload) => <CallSentence payload={payload()} />}
        </Match>
        <Match when={payloadOfKind(props.item, 'question')}>
          {(payload) => <QuestionSentence payload={payload()} />}
        </Match>
        <Match when={payloadOfKind(props.item, 'spend')}>
          {(payload) => <SpendSentence payload={payload()} />}
        </Match>
      </Switch>
    </p>
  )
}

function StartSentence(props: { payload: RunStartPayload }) {
  const command = () => commandOf(props.payload.spec)
  return (
    <>
      A new run asks to start{' '}
      <Show
        when={command()}
        fallback={
          <code>
            <VisibleText text={props.payload.graphId} />
          </code>
        }
      >
        {(argv) => (
          <code>
            <VisibleText text={lineOf(argv())} />
          </code>
        )}
      </Show>{' '}
      in a private clone of{' '}
      <strong>
        <VisibleText text={props.payload.repo.name} />
      </strong>
      , to reach the goal “
      <VisibleText text={props.payload.goal} keepsLines />
      ”.
    </>
  )
}

function ApplySentence(props: { payload: ChangesetApplyPayload }) {
  return (
    <>
      The run “<VisibleText text={props.payload.goal} keepsLines />” asks to write{' '}
      {plural(props.payload.files.length, 'changed file')} to{' '}
      <strong>
        <VisibleText text={props.payload.repo.name} />
      </strong>{' '}
      as one commit on the {props.payload.follows ? '' : 'new '}branch{' '}
      <code>
        <VisibleText text={shortBranch(props.payload.branch)} />
      </code>
      <Show when={props.payload.pullRequest}>
        {(plan) => (
          <>
            , and to open a draft pull request into{' '}
            <code>
              <VisibleText text={plan().base} />
            </code>
          </>
        )}
      </Show>
      .
    </>
  )
}

function PublishSentence(props: { payload: PublishItemPayload }) {
  return (
    <>
      {props.payload.plan.operations.length === 1
        ? 'This asks to write to '
        : `${plural(props.payload.plan.operations.length, 'operation')} ask to be done in `}
      <strong>
        <VisibleText text={props.payload.plan.fullName} />
      </strong>{' '}
      on GitHub, for <RunLink runId={props.payload.plan.runId} />.
    </>
  )
}
