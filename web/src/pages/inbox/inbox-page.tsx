import type { DecisionAction, DecisionResult } from '@pm-bot/domain'
import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, lazy, on, Show, Suspense } from 'solid-js'
import { createDoneItems, createInboxCounts, createWaitingItems, type InboxFilter } from '../../api/inbox.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { Icon } from '../../ui/icon.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { scrollToRow } from '../../ui/scroll-to-row.ts'
import { nextAfter } from '../../ui/settle-rows.ts'
import { createTitle } from '../../ui/title.ts'
import { announce } from '../../ui/toast.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { createMarks } from './bulk/create-marks.ts'
import { createInboxRows } from './create-inbox-rows.ts'
import { DetailPane } from './detail-pane.tsx'
import { filterIn, searchOf } from './filter-in.ts'
import { goesOn } from './goes-on.ts'
import { grouping } from './grouping.ts'
import { InboxList } from './inbox-list.tsx'
import { INBOX_VIEWS, InboxTabs, type InboxView } from './inbox-tabs.tsx'
import { outcomeWord } from './outcome-mark.tsx'
import { titleOf } from './title-of.ts'

const BulkBar = lazy(() => import('./bulk/bulk-bar.tsx'))
const FilterPane = lazy(() => import('./filters/filter-pane.tsx'))
const InboxEmpty = lazy(() => import('./inbox-empty.tsx'))
const DoneList = lazy(() => import('./done-list.tsx'))

export function InboxPage() {
  createTitle(() => 'Inbox')
  const params = useParams<{ itemId?: string }>()
  const [search] = useSearchParams()
  const navigate = useNavigate()

  const view = (): InboxView => INBOX_VIEWS.find((each) => each === search.show) ?? 'waiting'
  const isDone = () => view() === 'done'
  const isLater = () => view() === 'later'
  const filter = createMemo<InboxFilter>(() => filterIn(search), {}, { equals: isSame })
  const isNarrowed = () => Object.keys(filter()).length > 0
  const counts = createInboxCounts()
  const waiting = createInboxRows(createWaitingItems('pending', { filter }), () =>
    view() === 'waiting' ? params.itemId : undefined,
  )
  const later = createInboxRows(createWaitingItems('snoozed', { filter, enabled: isLater }), () =>
    isLater() ? params.itemId : undefined,
  )
  const inbox = () => (isLater() ? later : waiting)
  // Nobody has a hand on a list that comes into view.
  createEffect(on([view, filter, grouping], () => inbox().letIn(), { defer: true }))
  const done = createDoneItems(filter, isDone)
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

  const base = () => searchOf(view(), filter())
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
    peek: readOn,
  })
  onKey('mark', () => {
    const id = selected()
    if (id !== undefined && !isDone()) marks.toggle(id)
  })
  onKey('mark-all', () => void (isDone() || marks.all()))
  function extend(step: 1 | -1) {
    const id = selected()
    const next = rows()[rows().indexOf(id ?? '') + step]
    if (id === undefined || next === undefined || isDone()) return
    marks.extend(id, next)
    show(next, true)
    queueMicrotask(() => scrollToRow(next))
  }
  onKey('mark-down', () => extend(1))
  onKey('mark-up', () => extend(-1))
  function step(by: 1 | -1) {
    const next = rows()[rows().indexOf(selected() ?? '') + by]
    if (next === undefined) return
    show(next, true)
    queueMicrotask(() => scrollToRow(next))
  }
  onKey('next-item', () => step(1))
  onKey('previous-item', () => step(-1))
  const [isFiltering, setFiltering] = createSignal(false)
  onKey('filter', () => setFiltering(!isFiltering()))
  onKey('back', () => navigate(`/inbox${base()}`))

  function advance(id: string, action: DecisionAction, result: DecisionResult) {
    announce({
      text: `${whatWasDone(action, result.item)}: ${titleOf(result.item)}`,
      link: { href: `/runs/${result.run.id}`, text: 'Open run' },
    })
    if (!goesOn()) return show(id, true)
    // Its agent goes on only when all that it asked is decided.
    const [sibling] = action === 'snooze' ? [] : inbox().siblingsOf(id)
    show(sibling?.id ?? nextAfter(inbox().rows(), id), true)
  }

  const isEmpty = () => inbox().read.data()?.length === 0 && inbox().rows().length === 0

  return (
    <div class="split" classList={{ filtering: isFiltering() }} data-open={params.itemId !== undefined}>
      <Show when={isFiltering()}>
        <Suspense>
          <FilterPane
            filter={filter()}
            isDone={isDone()}
            onChange={(next) => navigate(`/inbox${searchOf(view(), next)}`, { replace: true, scroll: false })}
          />
        </Suspense>
      </Show>
      <section class="list-pane" aria-label="Inbox">
        <header class="pane-head">
          <h1>Inbox</h1>
          <InboxTabs
            view={view()}
            filter={filter()}
            waiting={counts.data()?.pending ?? waiting.rows().length + waiting.heldBack()}
            later={counts.data()?.snoozed ?? 0}
          />
          <Show when={!isDone()}>
            <button
              type="button"
              class="icon-button phone-only"
              aria-label="Select several"
              aria-pressed={marks.isChoosing()}
              onClick={() => marks.choose(!marks.isChoosing())}
            >
              <Icon name="done" />
            </button>
          </Show>
          <button
            type="button"
            class="icon-button"
            aria-label="Narrow the list"
            aria-pressed={isFiltering()}
            onClick={() => setFiltering(!isFiltering())}
          >
            <Icon name="filter" />
          </button>
        </header>
        <Show when={isNarrowed()}>
          <p class="narrowed">
            Only what fits the filter. <a href={`/inbox${searchOf(view())}`}>Show all</a>
          </p>
        </Show>
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
                <p class="list-empty">
                  {isNarrowed()
                    ? 'Nothing here fits the filter.'
                    : isLater()
                      ? 'Nothing is put off.'
                      : 'Nothing waits for you.'}
                </p>
                <Show when={!isLater() && !isNarrowed()}>
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
                runsBehind={inbox().runsBehind}
                read={inbox().read}
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
            <Show when={isEmpty() && view() === 'waiting' && !isNarrowed()}>
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

/** By a page less a line, as a browser does it: what is beside the list is read without leaving the list. */
function readOn(): void {
  const pane = document.querySelector('.detail-scroll')
  pane?.scrollBy({ top: pane.clientHeight * 0.9 })
}

function whatWasDone(action: DecisionAction, { status, snoozedUntil }: DecisionResult['item']): string {
  if (action === 'snooze') return snoozedUntil === null ? 'Back in the inbox' : 'Put off'
  return action === 'approve' ? 'Approved' : outcomeWord(status)
}

const isSame = (one: InboxFilter, other: InboxFilter): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
