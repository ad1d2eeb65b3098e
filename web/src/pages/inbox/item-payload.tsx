import type { InboxItemView } from '@pm-bot/domain'
import { lazy, Match, Suspense, Switch } from 'solid-js'
import { RawJson } from '../../ui/raw-json.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { lineDraftsOf } from './line-drafts-of.ts'
import { payloadOfKind } from './payload-of.ts'
import { RunStartView } from './run-start-payload.tsx'

const ChangesetPayloadView = lazy(() => import('./changeset-payload.tsx'))
const PublishPayloadView = lazy(() => import('./publish-payload.tsx'))
const ToolCallPayloadView = lazy(() => import('./tool-call-payload.tsx'))
const QuestionPayloadView = lazy(() => import('./question-payload.tsx'))
const SpendPayloadView = lazy(() => import('./spend/spend-payload.tsx'))

/** What is decided upon, shown exactly. */
export function ItemPayload(props: { item: InboxItemView }) {
  return (
    <Suspense fallback={<Waiting label="item" rows={4} />}>
      <Switch fallback={<RawJson value={props.item.payload} summary="Exact payload (JSON)" open />}>
        <Match when={payloadOfKind(props.item, 'run_start')}>
          {(payload) => <RunStartView payload={payload()} />}
        </Match>
        <Match when={payloadOfKind(props.item, 'changeset_apply')}>
          {(payload) => (
            <ChangesetPayloadView
              payload={payload()}
              takesComments={lineDraftsOf(props.item) !== undefined}
            />
          )}
        </Match>
        <Match when={payloadOfKind(props.item, 'publish')}>
          {(payload) => <PublishPayloadView payload={payload()} />}
        </Match>
        <Match when={payloadOfKind(props.item, 'tool_call')}>
          {(payload) => <ToolCallPayloadView item={props.item} payload={payload()} />}
        </Match>
        <Match when={payloadOfKind(props.item, 'question')}>
          {(payload) => <QuestionPayloadView payload={payload()} />}
        </Match>
        <Match when={payloadOfKind(props.item, 'spend')}>
          {(payload) => <SpendPayloadView payload={payload()} />}
        </Match>
      </Switch>
    </Suspense>
  )
}
