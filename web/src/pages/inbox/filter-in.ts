import { INBOX_FILTERS, type InboxFilter } from '../../api/inbox.ts'
import type { InboxView } from './inbox-tabs.tsx'

type Search = Partial<Record<string, string | string[]>>

/** What the address says the list is narrowed to. */
export const filterIn = (search: Search): InboxFilter =>
  Object.fromEntries(INBOX_FILTERS.flatMap((name) => (search[name] ? [[name, search[name]]] : [])))

/** The address of a view, as far as it differs from the whole inbox. */
export function searchOf(view: InboxView, filter: InboxFilter = {}): string {
  const search = new URLSearchParams()
  if (view !== 'waiting') search.set('show', view)
  for (const [name, value] of Object.entries(filter)) {
    for (const each of [value].flat()) search.append(name, each)
  }
  return search.size > 0 ? `?${search}` : ''
}
