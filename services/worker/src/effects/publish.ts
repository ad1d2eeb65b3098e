import {
  GitHubLimitError,
  type OperationReport,
  type PublishPayload,
  type PublishResult,
  publishHash,
} from '@pm-bot/domain'
import { type Attempt, type Performer, RetryLater } from '@pm-bot/runtime'
import { AttemptLostError, lookUpRepo } from '@pm-bot/store'
import { listWritten, WriteRefused } from '../apply/write-refused.ts'
import { askDecision } from '../ask-decision.ts'
import { asTrouble, isRefusal, wordsOf } from '../github-trouble.ts'
import { assertMayWrite } from '../may-write-to-github.ts'
import { performOperation } from '../publish/perform-operation.ts'
import { recordRefusal } from '../record-refusal.ts'
import { assertNotPaused } from '../unless-paused.ts'
import type { WorkerContext } from '../worker-context.ts'

/** Writes exactly the approved operations to GitHub, in order, each after a look at whether it was done already. */
export const publish =
  (context: WorkerContext): Performer =>
  async (attempt, signal): Promise<PublishResult> => {
    const result = await tryToPublish(context, attempt, signal).catch((error: unknown) => {
      if (error instanceof WriteRefused) return { status: 'not-allowed' as const, reason: error.message }
      throw asTrouble(error)
    })
    if (result.status === 'not-allowed') await recordRefusal(context, attempt, result.reason)
    return result
  }

async function tryToPublish(
  context: WorkerContext,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<PublishResult> {
  const { decisionId, decidedAt, plan } = attempt.payload as PublishPayload
  const writer = assertMayWrite(context)
  const use = { decisionId, subjectHash: publishHash(plan), about: { kind: 'publish' }, attempt } as const
  await askDecision(context, use, signal)
  const repo = await lookUpRepo(context.store.database, plan.repoId)
  if (plan.runId !== attempt.owner.key || repo?.source !== 'github' || repo.fullName !== plan.fullName) {
    throw new WriteRefused('The plan is of another run or repository; nothing was written.')
  }

  const operations: OperationReport[] = []
  for (const [at, operation] of plan.operations.entries()) {
    try {
      if (at > 0) {
        // What is written already is found by the attempt that goes on.
        await assertNotPaused(context, plan.runId)
        await askDecision(context, use, signal)
      }
      operations.push(
        await performOperation(
          { ...context, writer },
          { decisionId, decidedAt, plan, operation, at, signal },
        ),
      )
    } catch (error) {
      if (signal.aborted) throw error
      const refused = (reason: string): PublishResult => ({
        status: 'refused',
        operations: [...operations, { op: operation.op, status: 'refused', detail: reason, url: null }],
        reason: withWritten(reason, operations),
      })
      if (isRefusal(error)) return refused(wordsOf(error))
      if (error instanceof WriteRefused) {
        await recordRefusal(context, attempt, withWritten(`${error.why}.`, operations))
        return refused(`${error.why}. Propose anew what is missing.`)
      }
      throw operations.length > 0 ? andWritten(error, operations) : error
    }
  }
  return { status: 'published', operations }
}

/** After the last attempt this is all that is told. A limit and a pause are waited for, and a lost attempt tells nothing. */
function andWritten(error: unknown, written: readonly OperationReport[]): unknown {
  const isNoFailure = [GitHubLimitError, RetryLater, AttemptLostError].some((kind) => error instanceof kind)
  if (isNoFailure) return error
  return new Error(withWritten(error instanceof Error ? error.message : String(error), written), {
    cause: error,
  })
}

const withWritten = (reason: string, written: readonly OperationReport[]): string =>
  written.length === 0 ? reason : `${reason} Written: ${listWritten(written)}.`
