import type { SteeringMessage } from '../agent/agent-port.ts'
import { graphDescriptors } from '../agent/graphs.ts'
import { DomainError } from '../values/errors.ts'
import type { RuleContext } from './decide-run.ts'
import type { Run } from './run.ts'
import type { RunCommand } from './run-command.ts'
import type { RunEvent } from './run-event.ts'
import { isTerminalRunStatus } from './run-status.ts'

/** They stay in the run's state as long as it lives. */
export const MAX_STEERING_MESSAGES = 200

/** Keeps what the operator said until the agent asks whether it may go on. */
export function steerRun(
  run: Run,
  { text, by }: Extract<RunCommand, { type: 'steer-run' }>,
  context: RuleContext,
): RunEvent[] {
  const { status, steering = [] } = run
  if (isTerminalRunStatus(status)) {
    throw new DomainError('transition_refused', `this run is ${status}; nobody listens any more`, { status })
  }
  if (!hasModel(run.graphId)) {
    throw new DomainError('action_not_allowed', `${run.graphId} has no model that could listen`)
  }
  if (steering.length >= MAX_STEERING_MESSAGES) {
    const sentence = `${MAX_STEERING_MESSAGES} messages were said to this agent already; cancel the run and propose a better one`
    throw new DomainError('action_not_allowed', sentence)
  }
  return [
    { type: 'steered', seq: (steering.at(-1)?.seq ?? run.saidBefore ?? 0) + 1, text, by, at: context.now },
  ]
}

/** Whether an agent of this graph can be talked to. A graph of others asks nobody for what was said. */
const hasModel = (graphId: string): boolean =>
  graphDescriptors.some((graph) => graph.graphId === graphId && graph.tools !== null)

/** What was said since the message numbered `heardTo`, oldest first. */
export const saidSince = ({ steering = [] }: Run, heardTo = 0): readonly SteeringMessage[] =>
  steering.filter(({ seq }) => seq > heardTo)
