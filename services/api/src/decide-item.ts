import { type DecisionBody, DomainError, type InboxItemView } from '@pm-bot/domain'
import { type Database, lookUpInboxItem } from '@pm-bot/store'
import { OPERATOR } from './api-context.ts'
import type { Command } from './command.ts'
import { findRun } from './routes/runs.ts'

/** @throws DomainError */
export async function findItem(database: Pick<Database, 'read'>, id: string): Promise<InboxItemView> {
  const item = await lookUpInboxItem(database, id)
  if (!item) throw new DomainError('not_found', 'there is no such item')
  return item
}

/** One decision about one item. The run that asked decides whether it still stands. */
export function decideItem(
  { id: itemId, runId }: InboxItemView,
  { action, version, subjectHash, reason }: DecisionBody,
  answer: 'item-and-run' | 'run',
): Command {
  return {
    to: { kind: 'run', key: runId },
    message: {
      type: 'decide',
      itemId,
      action,
      version,
      subjectHash,
      reason: reason || null,
      by: OPERATOR,
    } as Command['message'],
    done: 200,
    async view(read) {
      const run = await findRun(read, runId)
      return answer === 'run' ? run : { item: await findItem(read, itemId), run }
    },
    async whenRefused(read) {
      const item = await findItem(read, itemId)
      return { decision: item.decision, item, current: answer === 'run' ? await findRun(read, runId) : item }
    },
  }
}
