import type { InboxItemView, InboxPayload, Taint } from '@pm-bot/domain'
import { isTexts } from '../../ui/is-texts.ts'

const SHOWN: ReadonlySet<string> = new Set<InboxPayload['kind']>([
  'run_start',
  'changeset_apply',
  'publish',
  'tool_call',
  'question',
  'spend',
])

/** An item's payload, where its kind is one that this page knows how to show. */
export function payloadOf(item: InboxItemView): InboxPayload | undefined {
  const payload = item.payload as InboxPayload | null
  return payload && SHOWN.has(payload.kind) ? payload : undefined
}

/** Of one kind, or nothing. */
export function payloadOfKind<Kind extends InboxPayload['kind']>(
  item: InboxItemView,
  kind: Kind,
): Extract<InboxPayload, { kind: Kind }> | undefined {
  const payload = payloadOf(item)
  return payload?.kind === kind ? (payload as Extract<InboxPayload, { kind: Kind }>) : undefined
}

/** Where it is to happen. */
export const repoNameOf = (payload: InboxPayload): string =>
  payload.kind === 'publish' ? payload.plan.fullName : payload.repo.name

/** What the run had read when it asked. */
export const taintOf = (item: InboxItemView): readonly Taint[] =>
  payloadOfKind(item, 'tool_call')?.taint ?? payloadOfKind(item, 'run_start')?.forkOf?.taint ?? []

/** The program and arguments that a spec names, whatever its graph calls them. */
export const commandOf = (spec: unknown): string[] | undefined =>
  Object.values((spec ?? {}) as Record<string, unknown>).find(isTexts)
