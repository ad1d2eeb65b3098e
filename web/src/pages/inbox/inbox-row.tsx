import type { InboxItemView } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { dollars } from '../../ui/budget/dollars.ts'
import { DiffStat } from '../../ui/diff-stat.tsx'
import { InTime } from '../../ui/in-time.tsx'
import { RiskMark } from '../../ui/risk-mark.tsx'
import { spellOut } from '../../ui/visible-pieces.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { KindMark } from './kind-mark.tsx'
import { payloadOf, repoNameOf, taintOf } from './payload-of.ts'
import { TaintMark } from './taint-mark.tsx'
import { titleOf } from './title-of.ts'
import { underline } from './underline.ts'

const GrantHint = lazy(() => import('./grant-hint.tsx'))

export function InboxRow(props: {
  item: InboxItemView
  /** How many runs wait for the same. */
  runsBehind: number
  search: string
  isSelected: boolean
  /** Selected, to be decided about together with others. */
  isMarked: boolean
  /** Something is: then every row shows whether it is. */
  isChoosing: boolean
  onMark: () => void
}) {
  const payload = () => payloadOf(props.item)
  const files = () => {
    const known = payload()
    return known?.kind === 'changeset_apply' ? known.files : undefined
  }

  return (
    <li class="inbox-line" classList={{ choosing: props.isChoosing }}>
      <input
        type="checkbox"
        aria-label={`Select ${spellOut(titleOf(props.item))}`}
        tabindex={props.isChoosing ? undefined : '-1'}
        checked={props.isMarked}
        onChange={() => props.onMark()}
      />
      <a
        class="row"
        href={`/inbox/${props.item.id}${props.search}`}
        aria-current={props.isSelected ? 'true' : undefined}
        data-row={props.item.id}
      >
        <span class="row-top">
          <span class="row-marks">
            <RiskMark risk={props.item.risk} />
            <KindMark kind={props.item.kind} />
          </span>
          <span class="row-when">
            <Show
              when={props.item.snoozedUntil}
              fallback={
                <>
                  <span class="sr-only">waiting </span>
                  <Ago at={props.item.createdAt} />
                </>
              }
            >
              {(until) => (
                <>
                  <span class="sr-only">back </span>
                  <InTime at={until()} />
                </>
              )}
            </Show>
          </span>
        </span>
        <span class="row-title clamped">
          <VisibleText text={titleOf(props.item)} keepsLines />
        </span>
        <TaintMark taint={taintOf(props.item)} />
        <span class="row-under">
          <Show when={payload()}>
            {(known) => (
              <>
                <span class="row-repo">
                  <VisibleText text={repoNameOf(known())} />
                </span>
                <Show when={underline(known(), props.item.title)}>
                  {(text) => (
                    <span class="row-goal">
                      <VisibleText text={text()} />
                    </span>
                  )}
                </Show>
              </>
            )}
          </Show>
          <Show when={props.runsBehind > 1}>
            <span class="row-behind">{props.runsBehind} runs wait</span>
          </Show>
          <Show when={payload()?.kind === 'tool_call'}>
            <Suspense>
              <GrantHint item={props.item}>
                {({ times }) => <span class="row-habit">approved {times}× before</span>}
              </GrantHint>
            </Suspense>
          </Show>
          <Show when={files()}>{(changed) => <DiffStat files={changed()} brief />}</Show>
          <Show when={props.item.run.spentMicroUsd}>
            {(spent) => <span class="row-cost">{dollars(spent())}</span>}
          </Show>
        </span>
      </a>
    </li>
  )
}
