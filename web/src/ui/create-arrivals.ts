import type { InboxItemView } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { createEffect, on } from 'solid-js'
import { createInboxCounts, createWaitingItems } from '../api/inbox.ts'
import { onKey } from './keyboard/on-key.ts'
import { plural } from './time.ts'
import { setWaitingCount } from './title.ts'
import { announce } from './toast.tsx'

/** Counts what waits for the operator, says so when it becomes more, and leads to the newest of it. */
export function createArrivals(): void {
  const navigate = useNavigate()
  const pending = createWaitingItems('pending')
  const counts = createInboxCounts()
  const count = () => counts.data()?.pending

  onKey(
    'newest-item',
    () => {
      const newest = newestOf(pending.data() ?? [])
      if (newest) navigate(`/inbox/${newest.id}`)
    },
    () => (pending.data()?.length ?? 0) > 0,
  )

  createEffect(
    on(count, (now, before) => {
      setWaitingCount(now ?? 0)
      if (now !== undefined && before !== undefined && now > before) {
        announce({
          text: `${plural(now - before, 'new item')} in the inbox`,
          link: { href: '/inbox', text: 'Inbox' },
        })
      }
    }),
  )
}

const newestOf = (items: readonly InboxItemView[]): InboxItemView | undefined =>
  items.reduce<InboxItemView | undefined>(
    (found, item) => (found && found.createdAt >= item.createdAt ? found : item),
    undefined,
  )
