import { isToolName, type Json, schemaMisfit, toolDescriptors } from '@pm-bot/domain'
import type { ToolOffer } from '../models/chat-model.ts'
import type { LoopAgent } from './loop-agent.ts'

/** The tool by which an agent asks a person. Its call is no call of a tool: nothing happens but the question. */
export const ASK_OPERATOR: ToolOffer = {
  name: 'ask_operator',
  description: 'Asks the operator one question and waits for the answer, which may take days.',
  argsSchema: {
    type: 'object',
    properties: { question: { type: 'string', minLength: 1, maxLength: 4000 } },
    required: ['question'],
    additionalProperties: false,
  },
}

/** Everything that its model may call. */
export function offersOf({ tools, endTool }: LoopAgent): ToolOffer[] {
  return [...tools.map((tool) => toolDescriptors[tool]), ASK_OPERATOR, endTool].map(
    ({ name, description, argsSchema }) => ({ name, description, argsSchema }),
  )
}

/** Why a call is none of those that were offered, in a sentence for the model; null when it is one. */
export function whatIsWrong(agent: LoopAgent, { tool, args }: { tool: string; args: Json }): string | null {
  const offers = offersOf(agent)
  // Policy has the last word on tools that exist, so that a refusal is seen where people look for it.
  const offer =
    offers.find(({ name }) => name === tool) ?? (isToolName(tool) ? toolDescriptors[tool] : undefined)
  if (!offer) {
    const names = offers.map(({ name }) => name).join(', ')
    return `There is no tool ${JSON.stringify(tool.slice(0, 100))}. There are ${names}.`
  }
  const misfit = schemaMisfit(offer.argsSchema, args)
  return misfit && `The arguments do not fit ${tool}: ${misfit}. Nothing was done.`
}
