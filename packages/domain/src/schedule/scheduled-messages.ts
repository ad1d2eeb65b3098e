import type { RunProposal } from '../run/run-command.ts'
import type { RunStatus } from '../run/run-status.ts'

/**
 * What a firing is carried by: the schedule asks its template, the template its repository, which alone knows whether it
 * takes runs and proposes it; the schedule hears what became of it.
 */

/** A schedule to its template. */
export interface ProposeScheduled {
  type: 'propose-scheduled'
  scheduleId: string
  runId: string
  dueAt: string
}

/** A template to its repository. */
export interface ProposeHere {
  type: 'propose-here'
  scheduleId: string
  contentHash: string
  proposal: Omit<RunProposal, 'repo' | 'workspaceId'>
}

/** Told to the schedule, once for each firing. */
export type FiringAnswer =
  | { type: 'firing-proposed'; runId: string; contentHash: string }
  | { type: 'firing-skipped'; runId: string; reason: string }

/** A run of a schedule, each time that its status changes. */
export interface RunWent {
  type: 'run-went'
  runId: string
  status: RunStatus
}

/** A schedule to its run: the operator permitted the start of exactly this content beforehand. */
export interface ReleaseStart {
  type: 'release-start'
  scheduleId: string
  contentHash: string
  /** Of the permission. */
  grantId: string
}
