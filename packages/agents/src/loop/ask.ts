import { interrupt } from '@langchain/langgraph'
import type { InterruptRequest, Json, PartAnswer } from '@pm-bot/domain'
import type { HitlRequest, HitlResponse } from '../interrupt-formats.ts'
import type { CallAnswer, LoopUpdate } from './loop-state.ts'

/** What is asked about one call. */
export type AskAbout =
  | { kind: 'tool_call'; callId: string; tool: string; args: Json; why: string }
  | { kind: 'question'; callId: string; question: string; context?: string }

/**
 * Asks about one call, and does nothing else: it runs again from its top when it is answered. Several stand side by side,
 * each with one interrupt, because two in one node share their id.
 */
export async function ask({ ask: about }: { ask: AskAbout }): Promise<LoopUpdate> {
  return { answers: { [about.callId]: answerOf(about) } }
}

function answerOf(about: AskAbout): CallAnswer {
  if (about.kind === 'question') {
    const { question, context } = about
    const answer = interrupt<InterruptRequest, PartAnswer>({
      kind: 'question',
      question,
      ...(context !== undefined && { context }),
    })
    const words = answer.reason ?? ''
    return answer.action === 'reject' ? { type: 'end', words } : { type: 'respond', words }
  }
  const { callId, tool, args, why } = about
  const { decisions } = interrupt<HitlRequest, HitlResponse>({
    actionRequests: [{ callId, name: tool, args, description: `Asked because ${why}.` }],
    reviewConfigs: [{ actionName: tool, allowedDecisions: ['approve', 'edit', 'reject', 'respond'] }],
  })
  const decision = decisions[0]!
  switch (decision.type) {
    case 'approve':
      return { type: 'approve', args: null }
    case 'edit':
      return { type: 'approve', args: decision.editedAction.args }
    case 'reject':
      return { type: 'reject', words: decision.message ?? '' }
    case 'respond':
      return { type: 'respond', words: decision.message }
  }
}
