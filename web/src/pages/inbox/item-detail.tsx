import type { DecisionAction, DecisionResult, InboxItemView } from '@pm-bot/domain'
import { lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { RiskMark } from '../../ui/risk-mark.tsx'
import { Sha } from '../../ui/sha.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { ChangesetPayloadView } from './changeset-payload.tsx'
import { createDecision } from './create-decision.ts'
import { DecisionBar } from './decision-bar.tsx'
import { ItemSentence } from './item-sentence.tsx'
import { DecidedNote } from './lost-race.tsx'
import { OutcomeMark } from './outcome-mark.tsx'
import { payloadOfKind } from './payload-of.ts'
import { RebaseBanner } from './rebase-banner.tsx'
import { RunStartView } from './run-start-payload.tsx'

const PublishPayloadView = lazy(() => import('./publish-payload.tsx'))

export function ItemDetail(props: {
  item: InboxItemView
  backHref: string
  cameUpAt: number
  onDecided: (action: DecisionAction, result: DecisionResult) => void
}) {
  const decision = createDecision(
    () => props.item,
    (action, result) => props.onDecided(action, result),
  )
  const isPending = () => props.item.status === 'pending'
  const start = () => payloadOfKind(props.item, 'run_start')
  const changeset = () => payloadOfKind(props.item, 'changeset_apply')
  const publish = () => payloadOfKind(props.item, 'publish')

  return (
    <article class="detail" aria-labelledby="item-title">
      <div class="detail-scroll">
        <header class="detail-head">
          <a class="button small phone-only" href={props.backHref}>
            <Icon name="back" /> Inbox
          </a>
          <div class="detail-marks">
            <Show when={isPending()} fallback={<OutcomeMark status={props.item.status} />}>
              <RiskMark risk={props.item.risk} />
            </Show>
            <a class="detail-run" href={`/runs/${props.item.runId}`}>
              Open run <Icon name="forward" />
            </a>
          </div>
          <h1 id="item-title" tabindex="-1">
            <VisibleText text={props.item.title} keepsLines />
          </h1>
          <ItemSentence item={props.item} />
        </header>
        <Show when={!isPending()}>
          <DecidedNote item={props.item} />
        </Show>
        <Show when={changeset()?.rebased}>
          {(rebased) => (
            <Show when={changeset()}>
              {(payload) => <RebaseBanner payload={payload()} rebased={rebased()} />}
            </Show>
          )}
        </Show>
        <Switch fallback={<RawJson value={props.item.payload} summary="Exact payload (JSON)" open />}>
          <Match when={start()}>{(payload) => <RunStartView payload={payload()} />}</Match>
          <Match when={changeset()}>{(payload) => <ChangesetPayloadView payload={payload()} />}</Match>
          <Match when={publish()}>
            {(payload) => (
              <Suspense fallback={<Waiting label="operations" />}>
                <PublishPayloadView payload={payload()} />
              </Suspense>
            )}
          </Match>
        </Switch>
        <footer class="fingerprint">
          {isPending() ? 'You decide about' : 'This was about'}{' '}
          <Sha value={props.item.subjectHash} length={12} /> · version {props.item.version} · asked{' '}
          <Ago at={props.item.createdAt} suffix=" ago" />
        </footer>
      </div>
      <Show when={isPending() || decision.problem()}>
        <DecisionBar item={props.item} decision={decision} cameUpAt={props.cameUpAt} />
      </Show>
    </article>
  )
}
