import type { AgentContext } from '../agent-graph.ts'
import type { ChatModel } from '../models/chat-model.ts'

/** The model that the run's spec names, or the one that is set up. @throws DomainError */
export async function modelOf({ models, spec }: Pick<AgentContext, 'models' | 'spec'>): Promise<ChatModel> {
  const { model } = (spec ?? {}) as { model?: string }
  return await models.open(model)
}
