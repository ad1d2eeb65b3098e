import type { DecisionAction, DecisionResult, InboxItemView } from '@pm-bot/domain'
import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Sha } from '../../ui/sha.tsx'
import { createDecision } from './create-decision.ts'
import { DecisionBar } from './decision-bar.tsx'
import { ItemPayload } from './item-payload.tsx'
import { lineDraftsOf } from './line-drafts-of.ts'
import { payloadOfKind } from './payload-of.ts'

const DecidedNote = lazy(() => import('./decided-note.tsx'))
const RebaseBanner = lazy(() => import('./rebase-banner.tsx'))
const WhatHappened = lazy(() => import('./what-happened.tsx'))

/** What is decided about, whole, with what can be answered; or what was. */
export function ItemReview(props: {
  item: InboxItemView
  head: JSX.Element
  /** Other items of the same run that wait. */
  siblings: readonly InboxItemView[]
  cameUpAt: number
  onDecided: (action: DecisionAction, result: DecisionResult) => void
}) {
  /** As the item stood while it could be decided. */
  const drafts = lineDraftsOf(props.item)
  const decision = createDecision(
    () => props.item,
    (action, result) => {
      if (action === 'respond') drafts?.clear()
      props.onDecided(action, result)
    },
  )
  const [looksBack, setLooksBack] = createSignal(false)
  const isPending = () => props.item.status === 'pending'
  const changeset = () => payloadOfKind(props.item, 'changeset_apply')

  return (
    <article class="detail" aria-labelledby="item-title">
      <div class="detail-scroll">
        {props.head}
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
        <details class="raw" onToggle={(event) => setLooksBack(event.currentTarget.open)}>
          <summary>What happened before</summary>
          <Show when={looksBack()}>
            <Suspense>
              <WhatHappened runId={props.item.runId} />
            </Suspense>
          </Show>
        </details>
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
