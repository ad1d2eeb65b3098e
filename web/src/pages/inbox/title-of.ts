import type { InboxItemView } from '@pm-bot/domain'

/** An item's title; of spending only what is asked, for the rest of it is shown beside. */
export const titleOf = ({ kind, title }: Pick<InboxItemView, 'kind' | 'title'>): string =>
  kind === 'spend' ? title.replace(/^(Spend .{1,60}? more\?) .*$/s, '$1') : title
