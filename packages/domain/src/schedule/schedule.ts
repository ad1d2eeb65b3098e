import type { RunStatus } from '../run/run-status.ts'
import type { CronRule } from './cron-times.ts'
import type { FiringAnswer, ProposeScheduled, ReleaseStart, RunWent } from './scheduled-messages.ts'

/** What is done about times that passed while nothing ran: nothing, the last one, or each of the last few. */
export const CATCH_UPS = ['skip', 'once', 'all'] as const
export type CatchUp = (typeof CATCH_UPS)[number]

/** Who starts what a schedule proposes: a person, each time; or a permission that the operator gave beforehand. */
export const RELEASES = ['by-hand', 'by-grant'] as const
export type Release = (typeof RELEASES)[number]

/** The whole state of a schedule's actor. */
export interface Schedule extends CronRule {
  /** Empty until created. */
  scheduleId: string
  /** The turn that the operator last changed it in; firings leave it alone. */
  version: number
  workspaceId: string
  templateId: string
  catchUp: CatchUp
  /** Of `all`: more than so many are not caught up with. */
  catchUpMost: number
  status: 'active' | 'paused' | 'removed'
  /** Null while it is paused. */
  nextAt: string | null
  release: Release
  permission: StartPermission | null
  /** The last ones, oldest first. */
  firings: Firing[]
}

/**
 * A standing permission to start exactly this content; the operator's, counted at each use, revoked with one key. A
 * template that changes makes it void.
 */
export interface StartPermission {
  grantId: string
  /** Of the start's content, see startHash. */
  contentHash: string
  /** RFC 3339; null: until it is used up. */
  until: string | null
  /** Null: any number, until the date. */
  usesLeft: number | null
  uses: number
  by: string
  givenAt: string
  ended: { at: string; because: PermissionEnd } | null
}
export const PERMISSION_ENDS = ['revoked', 'used-up', 'expired', 'changed'] as const
export type PermissionEnd = (typeof PERMISSION_ENDS)[number]

/** One time that the schedule was due, or that it was asked to fire by hand. */
export interface Firing {
  /** Of the run that it is to become; null where several times were passed over together. */
  runId: string | null
  dueAt: string
  cause: 'due' | 'caught-up' | 'by-hand'
  state: 'asked' | 'proposed' | 'skipped'
  /** Why it was skipped, or why it waits for a person all the same. */
  reason: string | null
  /** The permission that started it. */
  grantId: string | null
  runStatus: RunStatus | null
  at: string
}

export const NEW_SCHEDULE: Schedule = {
  scheduleId: '',
  version: 0,
  workspaceId: '',
  templateId: '',
  cron: '',
  timeZone: '',
  catchUp: 'once',
  catchUpMost: 1,
  status: 'removed',
  nextAt: null,
  release: 'by-hand',
  permission: null,
  firings: [],
}

/** What the operator permits: at least one of both ends. */
export interface PermissionTerms {
  contentHash: string
  until: string | null
  uses: number | null
}

type ScheduleFacts = Pick<
  Schedule,
  'workspaceId' | 'templateId' | 'cron' | 'timeZone' | 'catchUp' | 'catchUpMost'
>

export type ScheduleCommand =
  | ({
      type: 'create-schedule'
      scheduleId: string
      permission?: PermissionTerms
      by: string
    } & ScheduleFacts)
  /** What is not named stays. `permission` null takes it back. */
  | ({
      type: 'change-schedule'
      status?: 'active' | 'paused'
      permission?: PermissionTerms | null
      ifVersion: number | null
      by: string
    } & Partial<Omit<ScheduleFacts, 'workspaceId' | 'templateId'>>)
  | { type: 'remove-schedule'; ifVersion: number | null; by: string }
  /** Now, whatever its times are; also while it is paused. */
  | { type: 'run-schedule'; by: string }
  /** The timer's. */
  | { type: 'fire'; dueAt: string }
  | FiringAnswer
  | RunWent

export type ScheduleEvent =
  | ({ type: 'schedule-created'; scheduleId: string; by: string } & ScheduleFacts)
  | ({ type: 'schedule-changed'; by: string } & Omit<ScheduleFacts, 'workspaceId' | 'templateId'>)
  | { type: 'schedule-status-changed'; to: Schedule['status']; by: string }
  /** `dueAt` null: it fires no more by itself. */
  | { type: 'firing-scheduled'; dueAt: string | null }
  | { type: 'permission-given'; permission: StartPermission; by: string }
  | { type: 'permission-used'; grantId: string; contentHash: string; runId: string; by: string }
  | { type: 'permission-ended'; grantId: string; because: PermissionEnd; at: string; by: string | null }
  | { type: 'firing-asked'; firing: Firing; message: ProposeScheduled; by: string | null }
  | { type: 'firing-proposed'; runId: string; reason: string | null }
  | { type: 'firing-skipped'; runId: string; reason: string }
  | { type: 'firings-passed-over'; firing: Firing }
  | { type: 'start-released'; runId: string; message: ReleaseStart }
  | { type: 'run-went'; runId: string; status: RunStatus }
  | { type: 'command-refused'; command: string; code: string; message: string; by: string | null }
