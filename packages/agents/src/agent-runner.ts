import { Command } from '@langchain/langgraph'
import type { Checkpoints } from '@pm-bot/checkpoints'
import {
  type AgentCheckpoint,
  type AgentOutcome,
  type AgentRequest,
  type AgentRunner,
  createRedactor,
  DomainError,
  type InterruptAnswer,
  type Redactor,
} from '@pm-bot/domain'
import type { AgentGraph, Performers } from './agent-graph.ts'
import { agentGraphs } from './agent-graphs.ts'
import { type AgentPosition, keptIn, positionOf } from './agent-position.ts'
import { copyCheckpoint } from './copy-checkpoint.ts'
import { forbidTracing } from './forbid-tracing.ts'
import { resumeValue } from './interrupt-formats.ts'
import type { Models } from './models/chat-model.ts'
import { outstandingWork } from './outstanding-work.ts'
import { checkpointOf } from './thread-history.ts'
import { toolPerformers } from './tools/tool-performers.ts'

export interface AgentRunnerParts {
  checkpoints: Checkpoints
  /** Without them, agents of models fail with a sentence. */
  models?: Models
  /** Those of pm-bot unless named. */
  performers?: Performers
  redactor?: Redactor
  /** By id, beside those of pm-bot. */
  graphs?: Readonly<Record<string, AgentGraph>>
}

/** Steps of one attempt: more than the most turns of an agent have. A graph that goes in circles ends there. */
const MOST_STEPS = 10_000

/** Steps that are told of, the newest ones. */
const MOST_LISTED = 1000

/** LangGraph behind the domain's port. */
export function createAgentRunner(parts: AgentRunnerParts): AgentRunner {
  forbidTracing()
  return {
    fork: ({ runId, epoch, threadId }, from) =>
      copyCheckpoint(parts.checkpoints.forAttempt({ runId, epoch }), from, threadId),
    history: (request) => openThread(parts, request).history(),

    async run(request) {
      const thread = openThread(parts, request)
      return await thread.recalling(null, () => goOn(thread))
    },

    async resume(request, answers) {
      const thread = openThread(parts, request)
      return await thread.recalling(answers[0]?.checkpointId ?? null, async () => {
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
      })
    },
  }
}

function openThread(parts: AgentRunnerParts, request: AgentRequest) {
  const {
    checkpoints,
    models = NO_MODELS,
    performers = toolPerformers,
    redactor = createRedactor([]),
    graphs = {},
  } = parts
  const { runId, graphId, threadId, goal, spec, signal } = request
  const known: Readonly<Record<string, AgentGraph>> = { ...graphs, ...agentGraphs }
  const compile = Object.hasOwn(known, graphId) ? known[graphId] : undefined
  if (!compile) throw new DomainError('not_found', `There is no graph ${graphId}.`)
  const graph = compile(checkpoints.forAttempt(request))
  const config = { configurable: { thread_id: threadId }, recursionLimit: MOST_STEPS }
  const at = (checkpointId: string) => ({
    configurable: { thread_id: threadId, checkpoint_id: checkpointId },
  })
  const position = async () => positionOf(await graph.getState(config), graph.endOf)

  async function advance(input: unknown): Promise<AgentOutcome> {
    const { workbench, settled } = outstandingWork(request.workbench, signal)
    const context = { runId, goal, spec, workbench, signal, models, performers, redactor }
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

  /**
   * What the thread knows to be kept was perhaps kept by an attempt that could not report it. What was there when it was
   * asked at `answered` has been reported with the question.
   */
  async function recalling(
    answered: string | null,
    work: () => Promise<AgentOutcome>,
  ): Promise<AgentOutcome> {
    const outcome = await work()
    const reported = answered === null ? [] : keptIn(await graph.getState(at(answered)))
    const known = new Set(reported.map(({ artifactId }) => artifactId))
    for (const artifact of keptIn(await graph.getState(config))) {
      if (!known.has(artifact.artifactId)) request.workbench.recall(artifact)
    }
    return outcome
  }

  async function history(): Promise<AgentCheckpoint[]> {
    const steps: AgentCheckpoint[] = []
    for await (const step of graph.getStateHistory?.(config, { limit: MOST_LISTED }) ?? []) {
      steps.push(checkpointOf(step))
    }
    return steps.reverse()
  }

  return { position, advance, recalling, history }
}

const NO_MODELS: Models = {
  async open() {
    throw new DomainError('invalid_spec', 'This process has no models.')
  },
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
  { interrupts, values }: AgentPosition & { at: 'interrupt' },
  answers: readonly InterruptAnswer[],
): Record<string, unknown> {
  const resume: Record<string, unknown> = {}
  for (const { interruptId, checkpointId } of interrupts) {
    // Of another checkpoint even the same id asks something else: interrupt ids are hashes.
    const answer = answers.find(
      (each) => each.interruptId === interruptId && each.checkpointId === checkpointId,
    )
    if (answer) resume[interruptId] = resumeValue(values.get(interruptId), answer)
  }
  return resume
}
