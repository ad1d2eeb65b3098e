import type { InboxItemView } from '@pm-bot/domain'
import { type LineDrafts, lineDrafts } from '../../ui/diff/line-drafts.ts'
import { payloadOfKind } from './payload-of.ts'

/** What is written on the lines of the change that is decided about; undefined where it could not be sent. */
export function lineDraftsOf(item: InboxItemView): LineDrafts | undefined {
  const changeset = payloadOfKind(item, 'changeset_apply')
  if (!changeset || item.status !== 'pending' || !item.allowed.includes('respond')) return undefined
  return lineDrafts(changeset.changesetId)
}
