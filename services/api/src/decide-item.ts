import {
  type DecisionAction,
  type DecisionBody,
  DomainError,
  type InboxItemView,
  type Json,
  type RepoView,
  type RunCommand,
  SnoozeBody,
  schemaMisfit,
} from '@pm-bot/domain'
import { type Database, holdRepo, lookUpInboxItem } from '@pm-bot/store'
import type { Static } from 'typebox'
import { OPERATOR } from './api-context.ts'
import type { Command } from './command.ts'
import { findRun } from './routes/runs.ts'
import type { SharedReads } from './shared-reads.ts'

/** @throws DomainError */
async function findItem(database: Pick<Database, 'read'>, id: string): Promise<InboxItemView> {
  return thatItem(await lookUpInboxItem(database, id))
}

/** @throws DomainError */
export function thatItem(item: InboxItemView | undefined): InboxItemView {
  if (!item) throw new DomainError('not_found', 'there is no such item')
  return item
}

/** One decision about one item. The run that asked decides whether it still stands. */
export function decideItem(
  reads: Pick<SharedReads, 'repo'>,
  { id: itemId, runId, repoId, status }: InboxItemView,
  body: DecisionBody,
  answer: 'item-and-run' | 'run',
): Command {
  const { action } = body
  const decision: Command = {
    to: { kind: 'run', key: runId },
    message: messageOf(itemId, body) as Command['message'],
    done: 200,
    async view(read) {
      if (answer === 'run') return await findRun(read, runId)
      const [item, run] = await Promise.all([findItem(read, itemId), findRun(read, runId)])
      return { item, run }
    },
    async whenRefused(read) {
      const item = await findItem(read, itemId)
      return { decision: item.decision, item, current: answer === 'run' ? await findRun(read, runId) : item }
    },
  }
  // What was decided before is answered with that decision, whatever became of the repository.
  if (!SETS_TO_WORK.includes(action) || status !== 'pending') return decision
  return {
    ...decision,
    allow: async () => assertEnabled(await reads.repo(repoId)),
    guard: async (tx) => assertEnabled(await holdRepo(tx, repoId)),
  }
}

function messageOf(itemId: string, body: DecisionBody): RunCommand {
  const { action, version, subjectHash, reason, payload, scope } = body
  if (action === 'snooze') {
    const until = snoozedUntil(body)
    return { type: 'snooze-item', itemId, version, subjectHash, until, by: OPERATOR }
  }
  return {
    type: 'decide',
    itemId,
    action,
    version,
    subjectHash,
    reason: reason || null,
    ...(payload === undefined ? {} : { payload: payload as Json }),
    ...(scope ? { scope } : {}),
    by: OPERATOR,
  }
}

/** @throws DomainError */
function snoozedUntil({ payload, scope, reason }: DecisionBody): string | null {
  const misfit = schemaMisfit(SnoozeBody as unknown as Json, (payload ?? null) as Json)
  if (misfit !== null) {
    throw new DomainError(
      'bad_request',
      `the payload of a snooze must be {"until": a time, or null}: ${misfit}`,
    )
  }
  if (scope) throw new DomainError('bad_request', '“scope” belongs to the approval of a call of a tool')
  if (reason) throw new DomainError('bad_request', '“reason” belongs to a decision; a snooze decides nothing')
  return (payload as Static<typeof SnoozeBody>).until
}

const SETS_TO_WORK: readonly DecisionAction[] = ['approve', 'edit', 'respond']

/** An approval makes an agent run or a branch appear; no repository gets that while it is disabled. */
function assertEnabled(repo: RepoView | undefined): void {
  if (repo?.status === 'active') return
  const sentence = repo
    ? `the repository ${repo.name} is ${repo.status}; enable it first`
    : 'the repository was removed; add it again first'
  throw new DomainError('transition_refused', sentence)
}
