import {
  canonicalJson,
  type DecisionBody,
  type DecisionsBody,
  type DecisionsResult,
  DomainError,
  type InboxItemView,
  sha256Hex,
} from '@pm-bot/domain'
import type { FastifyRequest } from 'fastify'
import type { ApiContext } from './api-context.ts'
import { carryOut } from './command.ts'
import { decideItem, thatItem } from './decide-item.ts'
import { identityOf } from './kept-answer.ts'
import { problemOf } from './problem.ts'
import { quoteOnLines } from './quote-on-lines.ts'

type Result = DecisionsResult['results'][number]

/**
 * Each decision is a command of its own, with a key of its own: the same request again takes up where a broken one was
 * left, and what was decided stands whatever becomes of the others.
 */
export async function decideMany(
  context: ApiContext,
  request: FastifyRequest<{ Body: DecisionsBody }>,
): Promise<DecisionsResult> {
  const { decisions } = request.body
  if (new Set(decisions.map(({ itemId }) => itemId)).size < decisions.length) {
    throw new DomainError('bad_request', 'an item may be decided upon once; it is named twice')
  }
  const whole = identityOf(request)
  const results: Result[] = []
  for (const { itemId, ...body } of decisions) {
    const key = whole && { id: sha256Hex(`${whole.id} ${itemId}`), hash: sha256Hex(canonicalJson(body)) }
    results.push({ itemId, ...(await decideOne(context, key, itemId, body)) })
  }
  return { results }
}

async function decideOne(
  context: ApiContext,
  key: Parameters<typeof carryOut>[1],
  itemId: string,
  body: DecisionBody,
): Promise<Omit<Result, 'itemId'>> {
  try {
    const { statusCode, body: text } = await carryOut(context, key, async () => {
      const item = thatItem(await context.reads.item(itemId))
      assertLooked(item, body)
      return decideItem(context.reads, item, await quoteOnLines(context, item, body), 'item-and-run')
    })
    const answer = JSON.parse(text)
    return statusCode === 200
      ? { status: 200, item: answer.item }
      : { status: statusCode, problem: answer, ...(answer.item ? { item: answer.item } : {}) }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const problem = context.redactor.json(problemOf(error.code, error.message, error.detail))
    return { status: problem.status, problem }
  }
}

/** What may do harm is looked at before it is allowed, each by itself. */
function assertLooked({ risk }: InboxItemView, { action }: DecisionBody): void {
  if (risk !== 'high' || (action !== 'approve' && action !== 'edit')) return
  throw new DomainError(
    'bulk_high_risk',
    'an item of high risk cannot be approved together with others; look at it and decide upon it alone',
  )
}
