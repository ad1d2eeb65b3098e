import type { DecisionAction, DecisionResult, InboxItemView } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Icon } from '../../ui/icon.tsx'
import { InTime } from '../../ui/in-time.tsx'
import { RiskMark } from '../../ui/risk-mark.tsx'
import { Sha } from '../../ui/sha.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { createDecision } from './create-decision.ts'
import { DecisionBar } from './decision-bar.tsx'
import { ItemPayload } from './item-payload.tsx'
import { ItemSentence } from './item-sentence.tsx'
import { KindMark } from './kind-mark.tsx'
import { OutcomeMark } from './outcome-mark.tsx'
import { payloadOfKind, taintOf } from './payload-of.ts'
import { Siblings } from './siblings.tsx'
import { TaintMark } from './taint-mark.tsx'
import { titleOf } from './title-of.ts'

const DecidedNote = lazy(() => import('./decided-note.tsx'))
const RebaseBanner = lazy(() => import('./rebase-banner.tsx'))

export function ItemDetail(props: {
  item: InboxItemView
  /** Other items of the same run that wait. */
  siblings: InboxItemView[]
  backHref: string
  cameUpAt: number
  onDecided: (action: DecisionAction, result: DecisionResult) => void
}) {
  const decision = createDecision(
    () => props.item,
    (action, result) => props.onDecided(action, result),
  )
  const isPending = () => props.item.status === 'pending'
  const changeset = () => payloadOfKind(props.item, 'changeset_apply')

  return (
    <article class="detail" aria-labelledby="item-title">
      <div class="detail-scroll">
        <header class="detail-head">
          <a class="button small phone-only" href={props.backHref}>
            <Icon name="back" /> Inbox
          </a>
          <div class="detail-marks">
            <span class="row-marks">
              <Show when={isPending()} fallback={<OutcomeMark status={props.item.status} />}>
                <RiskMark risk={props.item.risk} />
              </Show>
              <KindMark kind={props.item.kind} />
              <TaintMark taint={taintOf(props.item)} />
            </span>
            <Show when={props.item.snoozedUntil}>
              {(until) => (
                <span class="chip grey">
                  <Icon name="waiting" /> Put off, back <InTime at={until()} />
                </span>
              )}
            </Show>
            <a class="detail-run" href={`/runs/${props.item.runId}`}>
              Open run <Icon name="forward" />
            </a>
          </div>
          <h1 id="item-title" tabindex="-1">
            <VisibleText text={titleOf(props.item)} keepsLines />
          </h1>
          <ItemSentence item={props.item} />
          <Siblings items={props.siblings} />
        </header>
        <Suspense>
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
        </Suspense>
        <ItemPayload item={props.item} />
        <footer class="fingerprint">
          {isPending() ? 'You decide about' : 'This was about'}{' '}
          <Sha value={props.item.subjectHash} length={12} /> · version {props.item.version} · asked{' '}
          <Ago at={props.item.createdAt} suffix=" ago" />
        </footer>
      </div>
      <Show when={isPending() || decision.problem()}>
        <DecisionBar
          item={props.item}
          decision={decision}
          cameUpAt={props.cameUpAt}
          siblings={props.siblings.length}
        />
      </Show>
    </article>
  )
}
