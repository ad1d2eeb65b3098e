import type { DecisionAction, DecisionResult } from '@pm-bot/domain'
import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, lazy, on, Show, Suspense } from 'solid-js'
import {
  createDoneItems,
  createInboxCounts,
  createPendingItems,
  createSnoozedItems,
} from '../../api/inbox.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { nextAfter } from '../../ui/settle-rows.ts'
import { createTitle } from '../../ui/title.ts'
import { announce } from '../../ui/toast.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { createMarks } from './bulk/create-marks.ts'
import { createInboxRows } from './create-inbox-rows.ts'
import { DetailPane } from './detail-pane.tsx'
import { InboxList } from './inbox-list.tsx'
import { INBOX_VIEWS, InboxTabs, type InboxView, searchOf } from './inbox-tabs.tsx'
import { outcomeWord } from './outcome-mark.tsx'
import { titleOf } from './title-of.ts'

const BulkBar = lazy(() => import('./bulk/bulk-bar.tsx'))
const InboxEmpty = lazy(() => import('./inbox-empty.tsx'))
const DoneList = lazy(() => import('./done-list.tsx'))

export function InboxPage() {
  createTitle(() => 'Inbox')
  const params = useParams<{ itemId?: string }>()
  const [search] = useSearchParams<{ show?: string }>()
  const navigate = useNavigate()

  const view = (): InboxView => INBOX_VIEWS.find((each) => each === search.show) ?? 'waiting'
  const isDone = () => view() === 'done'
  const isLater = () => view() === 'later'
  const counts = createInboxCounts()
  const waiting = createInboxRows(createPendingItems(), () =>
    view() === 'waiting' ? params.itemId : undefined,
  )
  const later = createInboxRows(createSnoozedItems(isLater), () => (isLater() ? params.itemId : undefined))
  const inbox = () => (isLater() ? later : waiting)
  // Nobody has a hand on a list that comes into view.
  createEffect(on(view, () => inbox().letIn(), { defer: true }))
  const done = createDoneItems(isDone)
  const doneRows = createMemo(() =>
    (done.data() ?? [])
      .filter((item) => item.status !== 'pending')
      .toSorted((a, b) => (b.resolvedAt ?? b.createdAt).localeCompare(a.resolvedAt ?? a.createdAt)),
  )
  const rows = () => (isDone() ? doneRows().map((item) => item.id) : inbox().rows())
  const marks = createMarks(() => (isDone() ? [] : inbox().rows()))
  // Without one in the address, the first row is the one to look at.
  function selected(): string | undefined {
    return params.itemId ?? rows()[0]
  }

  const base = () => searchOf(view())
  const show = (id: string | undefined, replace: boolean) =>
    navigate(`/inbox${id === undefined ? '' : `/${id}`}${base()}`, { replace, scroll: false })

  createListKeys({
    rows,
    selected,
    select: (id) => show(id, true),
    open: (id) => {
      show(id, params.itemId !== undefined)
      document.getElementById('item-title')?.focus({ preventScroll: true })
    },
  })
  onKey('mark', () => {
    const id = selected()
    if (id !== undefined && !isDone()) marks.toggle(id)
  })
  onKey('mark-all', () => void (isDone() || marks.all()))
  onKey('back', () => navigate(`/inbox${base()}`))

  function advance(id: string, action: DecisionAction, result: DecisionResult) {
    announce({
      text: `${whatWasDone(action, result.item)}: ${titleOf(result.item)}`,
      link: { href: `/runs/${result.run.id}`, text: 'Open run' },
    })
    // Its agent goes on only when all that it asked is decided.
    const [sibling] = action === 'snooze' ? [] : inbox().siblingsOf(id)
    show(sibling?.id ?? nextAfter(inbox().rows(), id), true)
  }

  const isEmpty = () => inbox().read.data() !== undefined && inbox().rows().length === 0

  return (
    <div class="split" data-open={params.itemId !== undefined}>
      <section class="list-pane" aria-label="Inbox">
        <header class="pane-head">
          <h1>Inbox</h1>
          <InboxTabs
            view={view()}
            waiting={counts.data()?.pending ?? waiting.rows().length + waiting.heldBack()}
            later={counts.data()?.snoozed ?? 0}
          />
        </header>
        <div class="pane-scroll">
          <Show
            when={!isDone()}
            fallback={
              <Suspense fallback={<Waiting label="decided items" />}>
                <DoneList rows={doneRows()} read={done} selected={selected()} />
              </Suspense>
            }
          >
            <ProblemNote problem={inbox().read.error()} onRetry={inbox().read.again} />
            <Show when={!inbox().read.isWaiting()} fallback={<Waiting label="inbox" />}>
              <Show when={isEmpty()}>
                <p class="list-empty">{isLater() ? 'Nothing is put off.' : 'Nothing waits for you.'}</p>
                <Show when={!isLater()}>
                  <div class="phone-only">
                    <Suspense>
                      <InboxEmpty />
                    </Suspense>
                  </div>
                </Show>
              </Show>
              <InboxList
                rows={inbox().rows()}
                item={inbox().item}
                search={base()}
                marks={marks}
                selected={selected()}
                heldBack={inbox().heldBack()}
                onLetIn={inbox().letIn}
              />
            </Show>
          </Show>
        </div>
        <Show when={marks.marked().length > 0}>
          <Suspense>
            <BulkBar items={marks.marked().flatMap((id) => inbox().item(id) ?? [])} onClear={marks.clear} />
          </Suspense>
        </Show>
      </section>
      <div class="detail-pane">
        <Show
          when={selected()}
          keyed
          fallback={
            <Show when={isEmpty() && view() === 'waiting'}>
              <Suspense>
                <InboxEmpty />
              </Suspense>
            </Show>
          }
        >
          {(id) => (
            <DetailPane
              id={id}
              listed={inbox().item(id) ?? doneRows().find((item) => item.id === id)}
              siblings={inbox().siblingsOf(id)}
              backHref={`/inbox${base()}`}
              onDecided={(action, result) => advance(id, action, result)}
            />
          )}
        </Show>
      </div>
    </div>
  )
}

function whatWasDone(action: DecisionAction, { status, snoozedUntil }: DecisionResult['item']): string {
  if (action === 'snooze') return snoozedUntil === null ? 'Back in the inbox' : 'Put off'
  return action === 'approve' ? 'Approved' : outcomeWord(status)
}
