import { Command } from '@langchain/langgraph'
import {
  type AgentOutcome,
  type AgentRequest,
  type AgentRunner,
  DomainError,
  type InterruptAnswer,
  isGraphId,
} from '@pm-bot/domain'
import { agentGraphs } from './agent-graphs.ts'
import { type AgentPosition, logOf, positionOf } from './agent-position.ts'
import type { Checkpoints } from './checkpoints.ts'
import { forbidTracing } from './forbid-tracing.ts'
import { resumeValue } from './interrupt-formats.ts'
import { outstandingWork } from './outstanding-work.ts'

/** LangGraph behind the domain's port. */
export function createAgentRunner({ checkpoints }: { checkpoints: Checkpoints }): AgentRunner {
  forbidTracing()
  return {
    async run(request) {
      const thread = openThread(checkpoints, request)
      const outcome = await goOn(thread)
      // Behind the command this attempt did not run it, and the one that did may not have reported its log.
      const log = await thread.log()
      if (log) request.workbench.recall(log)
      return outcome
    },

    async resume(request, answers) {
      const thread = openThread(checkpoints, request)
      const position = await thread.position()
      switch (position.at) {
        case 'start':
          throw new Error(`thread ${request.threadId} has no checkpoint to resume`)
        case 'step':
          return await thread.advance(null)
        case 'interrupt': {
          const resume = answersAt(position, answers)
          if (Object.keys(resume).length === 0) return outcomeAt(position)
          return await thread.advance(new Command({ resume }))
        }
        case 'end':
          return outcomeAt(position)
      }
    },
  }
}

function openThread(checkpoints: Checkpoints, request: AgentRequest) {
  const { graphId, threadId, goal, spec, signal } = request
  if (!isGraphId(graphId)) throw new DomainError('not_found', `There is no graph ${graphId}.`)
  const graph = agentGraphs[graphId](checkpoints.forAttempt(request))
  const config = { configurable: { thread_id: threadId } }
  const position = async () => positionOf(await graph.getState(config))

  async function advance(input: unknown): Promise<AgentOutcome> {
    const { workbench, settled } = outstandingWork(request.workbench, signal)
    const context = { goal, spec, workbench }
    try {
      await graph.invoke(input, { ...config, signal, context, durability: 'sync' })
    } catch (error) {
      // LangGraph leaves an aborted node running: what it started must end before this attempt does.
      await settled()
      signal.throwIfAborted()
      throw error
    }
    return outcomeAt(await position())
  }

  const log = async () => logOf(await graph.getState(config))
  return { position, advance, log }
}

async function goOn(thread: ReturnType<typeof openThread>): Promise<AgentOutcome> {
  const position = await thread.position()
  switch (position.at) {
    case 'start':
      return await thread.advance({})
    case 'step':
      return await thread.advance(null)
    case 'interrupt':
    case 'end':
      return outcomeAt(position)
  }
}

function outcomeAt(position: AgentPosition): AgentOutcome {
  switch (position.at) {
    case 'interrupt':
      return { status: 'interrupted', interrupts: position.interrupts }
    case 'end':
      return position.end
    case 'start':
    case 'step':
      throw new Error('an agent stopped between its steps')
  }
}

/** What the graph is resumed with, by interrupt. */
function answersAt(
  { interrupts }: AgentPosition & { at: 'interrupt' },
  answers: readonly InterruptAnswer[],
): Record<string, unknown> {
  const resume: Record<string, unknown> = {}
  for (const { interruptId, checkpointId, request } of interrupts) {
    // Of another checkpoint even the same id asks something else: interrupt ids are hashes.
    const answer = answers.find(
      (each) => each.interruptId === interruptId && each.checkpointId === checkpointId,
    )
    if (answer) resume[interruptId] = resumeValue(request, answer)
  }
  return resume
}
