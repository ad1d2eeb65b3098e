import type { DecisionAction, DecisionResult } from '@pm-bot/domain'
import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { createMemo, lazy, Show, Suspense } from 'solid-js'
import { createDoneItems } from '../../api/inbox.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { nextAfter } from '../../ui/settle-rows.ts'
import { createTitle } from '../../ui/title.ts'
import { announce } from '../../ui/toast.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { createInboxRows } from './create-inbox-rows.ts'
import { DetailPane } from './detail-pane.tsx'
import { InboxEmpty } from './inbox-empty.tsx'
import { InboxList } from './inbox-list.tsx'
import { InboxTabs } from './inbox-tabs.tsx'
import { outcomeWord } from './outcome-mark.tsx'
import { titleOf } from './title-of.ts'

const DoneList = lazy(() => import('./done-list.tsx'))

export function InboxPage() {
  createTitle(() => 'Inbox')
  const params = useParams<{ itemId?: string }>()
  const [search] = useSearchParams<{ show?: string }>()
  const navigate = useNavigate()

  const isDone = () => search.show === 'done'
  const inbox = createInboxRows(() => (isDone() ? undefined : params.itemId))
  const done = createDoneItems(isDone)
  const doneRows = createMemo(() =>
    (done.data() ?? [])
      .filter((item) => item.status !== 'pending')
      .toSorted((a, b) => (b.resolvedAt ?? b.createdAt).localeCompare(a.resolvedAt ?? a.createdAt)),
  )
  const rows = () => (isDone() ? doneRows().map((item) => item.id) : inbox.rows())
  // Without one in the address, the first row is the one to look at.
  function selected(): string | undefined {
    return params.itemId ?? (isDone() ? doneRows()[0]?.id : inbox.rows()[0])
  }

  const base = () => (isDone() ? '?show=done' : '')
  const show = (id: string | undefined, replace: boolean) =>
    navigate(id === undefined ? '/inbox' : `/inbox/${id}${base()}`, { replace, scroll: false })

  createListKeys({
    rows,
    selected,
    select: (id) => show(id, true),
    open: (id) => {
      show(id, params.itemId !== undefined)
      document.getElementById('item-title')?.focus({ preventScroll: true })
    },
  })
  onKey('back', () => navigate(`/inbox${base()}`))

  function advance(id: string, action: DecisionAction, result: DecisionResult) {
    announce({
      text: `${action === 'approve' ? 'Approved' : outcomeWord(result.item.status)}: ${titleOf(result.item)}`,
      link: { href: `/runs/${result.run.id}`, text: 'Open run' },
    })
    // Its agent goes on only when all that it asked is decided.
    const [sibling] = inbox.siblingsOf(id)
    show(sibling?.id ?? nextAfter(inbox.rows(), id), true)
  }

  const isEmpty = () => inbox.pending.data() !== undefined && inbox.rows().length === 0

  return (
    <div class="split" data-open={params.itemId !== undefined}>
      <section class="list-pane" aria-label="Inbox">
        <header class="pane-head">
          <h1>Inbox</h1>
          <InboxTabs isDone={isDone()} waiting={inbox.rows().length + inbox.heldBack()} />
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
            <ProblemNote problem={inbox.pending.error()} onRetry={inbox.pending.again} />
            <Show when={!inbox.pending.isWaiting()} fallback={<Waiting label="inbox" />}>
              <Show when={isEmpty()}>
                <p class="list-empty">Nothing waits for you.</p>
                <div class="phone-only">
                  <InboxEmpty />
                </div>
              </Show>
              <InboxList
                rows={inbox.rows()}
                item={inbox.item}
                selected={selected()}
                heldBack={inbox.heldBack()}
                onLetIn={inbox.letIn}
              />
            </Show>
          </Show>
        </div>
      </section>
      <div class="detail-pane">
        <Show
          when={selected()}
          keyed
          fallback={
            <Show when={isEmpty() && !isDone()}>
              <InboxEmpty />
            </Show>
          }
        >
          {(id) => (
            <DetailPane
              id={id}
              listed={inbox.item(id) ?? doneRows().find((item) => item.id === id)}
              siblings={inbox.siblingsOf(id)}
              backHref={`/inbox${base()}`}
              onDecided={(action, result) => advance(id, action, result)}
            />
          )}
        </Show>
      </div>
    </div>
  )
}
