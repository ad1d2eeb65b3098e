import type { SpendRequest, SpendVerdict, Spent } from '../budget/budget.ts'
import type { ArtifactKind, ArtifactRef, ChangesetDraft } from '../changeset/changeset.ts'
import type { InterruptAnswer, InterruptRequest } from '../inbox/interrupt.ts'
import type { CloneQuestion } from '../repo/git-port.ts'
import type { Taint, ToolCall, ToolPolicy, ToolVerdict } from '../tool/tool-policy.ts'
import type { Json } from '../values/canonical-json.ts'
import type { AgentCheckpoint, ThreadStep } from './agent-checkpoint.ts'

/** A kind of agent that a run can use, listed at `/api/graphs`. */
export interface GraphDescriptor {
  /** Versioned, e.g. `run_command/v1`. */
  graphId: string
  title: string
  description: string
  /** JSON Schema (2020-12) of the run's `spec`; the form in the page is made from it. */
  specSchema: Json
  /** What its agent may do unless the proposal says otherwise; null for a graph without tools. */
  tools: ToolPolicy | null
}

/** Runs agents. LangGraph today; FEATURES A80 keeps it replaceable. */
export interface AgentRunner {
  /**
   * Starts the run's thread, or goes on where its checkpoints say an earlier attempt got to.
   * Returns when the agent finished or waits for a person; never while it waits.
   */
  run(request: AgentRequest): Promise<AgentOutcome>

  /**
   * Answers interrupts by their ids. Reads the thread's state first: already past an
   * interrupt means going on, not answering twice.
   */
  resume(request: AgentRequest, answers: readonly InterruptAnswer[]): Promise<AgentOutcome>

  /**
   * Begins the request's thread with a step of another, before it is run. One that has begun stays as it is.
   * @throws StepGoneError
   */
  fork(request: AgentRequest, from: ThreadStep): Promise<void>

  /** The steps of the request's thread that are kept, oldest first; none of one that has not begun. */
  history(request: AgentRequest): Promise<AgentCheckpoint[]>
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
  /**
   * Asks the run before a step with consequences, and brings what the operator said since the message numbered
   * `heardTo`. @throws AbortError when told to stop
   */
  mayGoOn(heardTo?: number): Promise<GoAhead>
  /**
   * Asks the control plane about a call of a tool: once when the model wants it, and again with `begin` when it is made
   * at once. Only then an `outside` call counts as begun.
   */
  judgeCall(call: ToolCall, begin?: boolean): Promise<ToolVerdict>
  /** Says once what the run has read; never taken back. */
  taint(labels: readonly Taint[]): Promise<void>
  /** Whether the operator paused everything, as it stands now: no model is asked then, and no further step begins. */
  isPaused(): Promise<boolean>
  /** Before each call of a model or tool. What a dead attempt reserved counts as spent. */
  reserve(spend: SpendRequest): Promise<SpendVerdict>
  /** What it cost in millionths of a dollar; null without a price. */
  settle(reservationId: string, spent: Spent): Promise<number | null>

  /** The private clone's work directory, made when it is first needed. */
  workDirectory(): Promise<string>
  /** Runs a command in the private clone's sandbox, with its output kept as a `log` artifact. */
  runCommand(command: CommandRequest): Promise<CommandReport>
  /** The clone as it stands, kept so that another attempt can go on from it. */
  keepWork(): Promise<KeptWork>
  /** Makes the clone what it was when it was kept; does nothing where it is that already. */
  restoreWork(kept: KeptWork): Promise<void>
  /** What differs, what was before, and where something stands in the private clone, as text. @throws CloneQuestionError */
  showClone(question: CloneQuestion): Promise<string>
  /** The private clone's changes as a changeset; null when there are none. */
  collectChanges(message: string): Promise<ChangesetDraft | null>

  /** Keeps a file of the run, masked like everything that is kept. */
  keepArtifact(artifact: KeepArtifact): Promise<ArtifactRef>
  /** Keeps an artifact among this attempt's: an earlier one may have died before it could report it. */
  recall(artifact: ArtifactRef): void
  /** The cached issue or pull request with its comments; undefined where the cache has none. Never asks GitHub. */
  readIssue(number: number): Promise<CachedIssue | undefined>
  searchIssues(query: string, limit: number): Promise<CachedIssueSummary[]>
  /** One line on the run's timeline. */
  progress(event: { type: string; title: string; detail?: Json }): Promise<void>
}

export interface GoAhead {
  /** What the operator said, oldest first. */
  steering: readonly SteeringMessage[]
}
export interface SteeringMessage {
  /** Counts up by one within the run. */
  seq: number
  text: string
  by: string
  at: string
}

/** A state of the private clone: its base, and what differs from it. */
export interface KeptWork {
  baseSha: string
  /** A bundle; null when nothing differs. */
  bundle: ArtifactRef | null
}

export interface KeepArtifact {
  kind: ArtifactKind
  title: string
  contentType: string
  bytes: Uint8Array
}

export interface CachedIssueSummary {
  number: number
  kind: 'issue' | 'pr'
  title: string
  state: string
  author: string | null
  /** GitHub's word for who they are to the repository, e.g. `NONE`. */
  association: string
  labels: readonly string[]
  updatedAt: string
}
/** Everybody's words in it are data and untrusted. */
export interface CachedIssue extends CachedIssueSummary {
  body: string
  comments: readonly { author: string | null; association: string; body: string; at: string | null }[]
}

export interface CommandRequest {
  /** Program and arguments; no shell stands between. */
  argv: readonly [string, ...string[]]
  timeoutMs: number
  /** Whether it may reach the network; without a sandbox nothing keeps it from that. */
  network: boolean
  /**
   * `cli-agent`: its home is the one that the operator prepared for agents on the command line, and its output is kept as a
   * `transcript`. Otherwise its home is empty and its own.
   */
  as?: 'command' | 'cli-agent'
  /** Of the output that the report shows; 2,000 unless given. */
  tailCharacters?: number
}

/**
 * How far a command is contained. `bubblewrap`: it sees the private clone and the system's programs, and nothing else of the
 * machine. `process-group`: it runs as pm-bot's user and sees whatever that user can.
 */
export const SANDBOX_LEVELS = ['bubblewrap', 'process-group'] as const
export type SandboxLevel = (typeof SANDBOX_LEVELS)[number]

/** Why pm-bot ended a command. */
export const COMMAND_LIMITS = ['time', 'memory', 'processes', 'output', 'file-size', 'disk'] as const
export type CommandLimit = (typeof COMMAND_LIMITS)[number]

export interface CommandReport {
  /** Null when a signal ended it. */
  exitCode: number | null
  signal: string | null
  /** Which limit ended it; null where none did. */
  limit: CommandLimit | null
  level: SandboxLevel
  /** The program could not be started at all, e.g. it does not exist. */
  spawnError: string | null
  durationMs: number
  log: ArtifactRef
  /** The last lines, for a reason the operator reads; as many characters as were asked for. */
  tail: string
}

export interface AgentInterrupt {
  /** LangGraph's id, unique within the thread and its checkpoint. */
  interruptId: string
  checkpointId: string
  request: InterruptRequest
}

export type AgentOutcome =
  | { status: 'interrupted'; interrupts: AgentInterrupt[] }
  | { status: 'completed'; summary: string }
  /** The agent came to its end and what it was to do failed. */
  | { status: 'failed'; reason: string }
