import type { InboxItemView } from '@pm-bot/domain'
import type { Client } from '../../setup/client.ts'

/** All that wait, page by page. */
export async function pendingItems(client: Client): Promise<InboxItemView[]> {
  const items: InboxItemView[] = []
  for (let cursor = ''; ; ) {
    const { body } = await client.request('GET', `/api/inbox?status=pending&limit=200${cursor}`)
    items.push(...body.items)
    if (body.nextCursor === null) return items
    cursor = `&cursor=${body.nextCursor}`
  }
}
