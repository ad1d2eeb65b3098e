import { type DecisionBody, DomainError, type InboxItemView, type Json, quoteComments } from '@pm-bot/domain'
import { lookUpArtifact, lookUpChangeset } from '@pm-bot/store'
import type { ApiContext } from './api-context.ts'

/**
 * Comments on the lines of a change with what stands on these lines: the agent must not have to guess, and the run
 * that takes them has no diff to look at. Every other decision is left as it is. @throws DomainError
 */
export async function quoteOnLines(
  { store: { database }, artifacts }: Pick<ApiContext, 'store' | 'artifacts'>,
  item: InboxItemView,
  body: DecisionBody,
): Promise<DecisionBody> {
  if (item.kind !== 'changeset_apply' || body.action !== 'respond' || body.payload === undefined) return body
  const { changesetId } = item.payload as { changesetId: string }
  const changeset = await lookUpChangeset(database, changesetId)
  const patch = changeset && (await lookUpArtifact(database, changeset.patchId))
  if (!patch) throw new DomainError('not_found', 'the diff of this change is gone; say it in words')
  const diff = Buffer.from(await artifacts.read(patch)).toString()
  return { ...body, payload: quoteComments(body.payload as Json, diff) }
}
