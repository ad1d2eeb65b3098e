import type { ThreadStep } from '../agent/agent-checkpoint.ts'
import type { AgentInterrupt } from '../agent/agent-port.ts'
import type { ArtifactRef, ChangesetDraft } from '../changeset/changeset.ts'
import type { OperationReport, PullRequestState } from '../changeset/publish.ts'
import type { InterruptAnswer } from '../inbox/interrupt.ts'
import type { Json } from '../values/canonical-json.ts'
import type { RunRepo } from './run.ts'

/** Long work that a run owes, with what its performer needs. */
export type RunWork =
  | { verb: 'run-agent'; payload: RunAgentPayload }
  | { verb: 'resume-agent'; payload: ResumeAgentPayload }
  | { verb: 'apply-changeset'; payload: ApplyChangesetPayload }

export interface RunAgentPayload {
  runId: string
  threadId: string
  repo: RunRepo
  goal: string
  graphId: string
  spec: Json
  /** The run whose branch it starts from and adds to. */
  follows?: string
  /** Where its thread begins, if not at the start. */
  fork?: ThreadStep
}
export interface ResumeAgentPayload extends RunAgentPayload {
  answers: readonly InterruptAnswer[]
}
export interface ApplyChangesetPayload {
  runId: string
  repo: RunRepo
  decisionId: string
  changeset: ChangesetDraft
}

/** What comes back from long work. */
export type RunWorkResult =
  | {
      verb: 'run-agent' | 'resume-agent'
      result:
        | { status: 'interrupted'; interrupts: AgentInterrupt[]; artifacts: ArtifactRef[] }
        | { status: 'completed'; summary: string; artifacts: ArtifactRef[] }
        | { status: 'failed'; reason: string; artifacts: ArtifactRef[] }
    }
  | { verb: 'apply-changeset'; result: ApplyChangesetResult }

export type ApplyChangesetResult =
  | {
      status: 'applied'
      commitSha: string
      /** On GitHub: what was done there, one by one. */
      operations?: OperationReport[]
      pullRequest?: PullRequestState | null
    }
  /** The head had moved: the change carried over, for a person to look at again. */
  | { status: 'rebased'; draft: ChangesetDraft; interdiff: ArtifactRef | null; samePatch: boolean }
  | { status: 'conflict'; paths: string[]; headSha: string }
  | { status: 'branch-taken'; branch: string; sha: string }
  /** The decision does not allow these bytes to be written (any more). */
  | {
      status: 'not-allowed'
      reason: string
      /** What was written before that. */
      operations?: OperationReport[]
    }
