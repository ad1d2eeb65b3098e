import type { DecisionAction, DecisionResult, InboxItemView } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import { Icon } from '../../ui/icon.tsx'
import { InTime } from '../../ui/in-time.tsx'
import { RiskMark } from '../../ui/risk-mark.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { ItemReview } from './item-review.tsx'
import { ItemSentence } from './item-sentence.tsx'
import { KindMark } from './kind-mark.tsx'
import { OutcomeMark } from './outcome-mark.tsx'
import { taintOf } from './payload-of.ts'
import { TaintMark } from './taint-mark.tsx'
import { titleOf } from './title-of.ts'

const Siblings = lazy(() => import('./siblings.tsx'))

export function ItemDetail(props: {
  item: InboxItemView
  /** Other items of the same run that wait. */
  siblings: InboxItemView[]
  backHref: string
  cameUpAt: number
  onDecided: (action: DecisionAction, result: DecisionResult) => void
}) {
  return (
    <ItemReview
      item={props.item}
      siblings={props.siblings}
      cameUpAt={props.cameUpAt}
      onDecided={props.onDecided}
      head={
        <header class="detail-head">
          <a class="button small phone-only" href={props.backHref}>
            <Icon name="back" /> Inbox
          </a>
          <div class="detail-marks">
            <span class="row-marks">
              <Show
                when={props.item.status === 'pending'}
                fallback={<OutcomeMark status={props.item.status} />}
              >
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
          <Suspense>
            <Show when={props.siblings.length > 0}>
              <Siblings items={props.siblings} />
            </Show>
          </Suspense>
        </header>
      }
    />
  )
}
