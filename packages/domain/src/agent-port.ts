import type { Json } from './canonical-json.ts'
import type { ArtifactRef, ChangesetDraft } from './changeset.ts'
import type { DecisionAction } from './inbox.ts'

/** A kind of agent that a run can use, listed at `/api/graphs`. */
export interface GraphDescriptor {
  /** Versioned, e.g. `run_command/v1`. */
  graphId: string
  title: string
  description: string
  /** JSON Schema (2020-12) of the run's `spec`; the form in the page is made from it. */
  specSchema: Json
}

/** Runs agents. LangGraph today; FEATURES A80 keeps it replaceable. */
export interface AgentRunner {
  /**
   * Starts the run's thread, or goes on where its checkpoints say an earlier attempt got to.
   * Returns when the agent finished or waits for a person; never while it waits.
   */
  run(request: AgentRequest): Promise<AgentOutcome>

  /**
   * Answers one interrupt by its id. Reads the thread's state first: already past the
   * interrupt means going on, not answering twice.
   */
  resume(request: AgentRequest, answer: InterruptAnswer): Promise<AgentOutcome>
}

export interface AgentRequest {
  runId: string
  threadId: string
  /** Fences the thread's checkpoints: a writer with an older epoch is refused. */
  epoch: number
  graphId: string
  goal: string
  spec: Json
  workbench: Workbench
  /** Fires on cancel, on a lost claim, and when the process drains. */
  signal: AbortSignal
}

/** What an agent's attempt may do. Made by the worker; an agent reaches nothing else. */
export interface Workbench {
  /** Asks the run before a step with consequences. @throws AbortError when told to stop. */
  mayGoOn(): Promise<void>
  /** Runs a command in the private clone, with its output kept as a `log` artifact. */
  runCommand(command: CommandRequest): Promise<CommandReport>
  /** Keeps an artifact among this attempt's: an earlier one may have died before it could report it. */
  recall(artifact: ArtifactRef): void
  /** The private clone's changes as a changeset; null when there are none. */
  collectChanges(message: string): Promise<ChangesetDraft | null>
  /** One line on the run's timeline. */
  progress(event: { type: string; title: string; detail?: Json }): Promise<void>
}

export interface CommandRequest {
  /** Program and arguments; no shell stands between. */
  argv: readonly [string, ...string[]]
  timeoutMs: number
}

export interface CommandReport {
  /** Null when a signal ended it. */
  exitCode: number | null
  signal: string | null
  timedOut: boolean
  /** The program could not be started at all, e.g. it does not exist. */
  spawnError: string | null
  durationMs: number
  log: ArtifactRef
  /** The last lines, for a reason the operator reads. */
  tail: string
}

export interface AgentInterrupt {
  /** LangGraph's id, unique within the thread and its checkpoint. */
  interruptId: string
  checkpointId: string
  request: InterruptRequest
}

/** What an agent asks a person. */
export type InterruptRequest = { kind: 'changeset_apply'; changeset: ChangesetDraft }

export interface InterruptAnswer {
  interruptId: string
  checkpointId: string
  action: DecisionAction
  /** The commit that now holds the change, after an approved one was applied. */
  commitSha?: string
  reason?: string
}

export type AgentOutcome =
  | { status: 'interrupted'; interrupts: AgentInterrupt[] }
  | { status: 'completed'; summary: string }
  /** The agent came to its end and what it was to do failed. */
  | { status: 'failed'; reason: string }
