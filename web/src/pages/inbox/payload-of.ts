import type { InboxItemView, InboxPayload } from '@pm-bot/domain'
import { isTexts } from '../../ui/spec-view.tsx'

/** An item's payload, where its kind is one that this page knows how to show. */
export function payloadOf(item: InboxItemView): InboxPayload | undefined {
  const payload = item.payload as InboxPayload | null
  return payload?.kind === 'run_start' || payload?.kind === 'changeset_apply' ? payload : undefined
}

/** The program and arguments that a spec names, whatever its graph calls them. */
export const commandOf = (spec: unknown): string[] | undefined =>
  Object.values((spec ?? {}) as Record<string, unknown>).find(isTexts)
