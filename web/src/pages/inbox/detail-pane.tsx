import type { DecisionAction, DecisionResult, InboxItemView } from '@pm-bot/domain'
import { createMemo, Show } from 'solid-js'
import { createInboxItem } from '../../api/inbox.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { ItemDetail } from './item-detail.tsx'

/** Items shown since the page was loaded; only the first was there from the start. */
let shown = 0

/** The selected item: from the list, or read by itself when it is not (any more) in it. */
export function DetailPane(props: {
  id: string
  listed: InboxItemView | undefined
  siblings: InboxItemView[]
  backHref: string
  onDecided: (action: DecisionAction, result: DecisionResult) => void
}) {
  shown += 1
  const cameUpAt = shown > 1 ? performance.now() : 0
  const read = createInboxItem(() => (props.listed ? undefined : props.id))
  // Decided elsewhere, it leaves the list before it is read: what was shown stays meanwhile.
  const item = createMemo<InboxItemView | undefined>((last) => props.listed ?? read.data() ?? last)

  return (
    <Show
      when={item()}
      fallback={
        <Show when={read.error()} fallback={<Waiting label="item" rows={6} />}>
          <ProblemNote problem={read.error()} onRetry={read.again} />
        </Show>
      }
    >
      {(known) => (
        <ItemDetail
          item={known()}
          siblings={props.siblings}
          backHref={props.backHref}
          cameUpAt={cameUpAt}
          onDecided={props.onDecided}
        />
      )}
    </Show>
  )
}
