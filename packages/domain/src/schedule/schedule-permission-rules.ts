import type { RuleContext } from '../run/decide-run.ts'
import { DomainError } from '../values/errors.ts'
import type { PermissionEnd, PermissionTerms, Schedule, ScheduleEvent, StartPermission } from './schedule.ts'

/** @throws DomainError when it would have no end, or has had it */
export function givePermission(
  schedule: Schedule,
  { contentHash, until, uses }: PermissionTerms,
  by: string,
  context: RuleContext,
): ScheduleEvent[] {
  if (until === null && uses === null) {
    throw new DomainError('bad_request', 'a permission needs an end: a date, a number of uses, or both')
  }
  if (until !== null && Date.parse(until) <= Date.parse(context.now)) {
    throw new DomainError('bad_request', 'the date until which it holds has passed')
  }
  const permission: StartPermission = {
    grantId: context.newId(),
    contentHash,
    until,
    usesLeft: uses,
    uses: 0,
    by,
    givenAt: context.now,
    ended: null,
  }
  return [...endPermission(schedule, 'revoked', by, context), { type: 'permission-given', permission, by }]
}

export function endPermission(
  { permission }: Schedule,
  because: PermissionEnd,
  by: string | null,
  { now }: RuleContext,
): ScheduleEvent[] {
  if (!permission || permission.ended) return []
  return [{ type: 'permission-ended', grantId: permission.grantId, because, at: now, by }]
}

/** A proposal stands; whether it also starts is for the operator's permission to say, and for nothing else. */
export function releaseOrWait(
  schedule: Schedule,
  runId: string,
  contentHash: string,
  context: RuleContext,
): ScheduleEvent[] {
  const { scheduleId, permission } = schedule
  const waits = (reason: string | null): ScheduleEvent => ({ type: 'firing-proposed', runId, reason })
  if (schedule.release === 'by-hand' || schedule.status === 'removed' || !permission) return [waits(null)]
  if (permission.ended) return [waits(WHY[permission.ended.because])]
  if (permission.contentHash !== contentHash) {
    return [waits(WHY.changed), ...endPermission(schedule, 'changed', null, context)]
  }
  if (permission.until !== null && Date.parse(permission.until) <= Date.parse(context.now)) {
    return [waits(WHY.expired), ...endPermission(schedule, 'expired', null, context)]
  }
  const { grantId } = permission
  const isLast = permission.usesLeft === 1
  return [
    waits(null),
    { type: 'permission-used', grantId, contentHash, runId, by: `grant:${grantId}` },
    { type: 'start-released', runId, message: { type: 'release-start', scheduleId, contentHash, grantId } },
    ...(isLast ? endPermission(schedule, 'used-up', null, context) : []),
  ]
}

const WHY: Record<PermissionEnd, string> = {
  revoked: 'It waits for you: its permission was taken back.',
  'used-up': 'It waits for you: its permission is used up.',
  expired: 'It waits for you: its permission has run out.',
  changed: 'It waits for you: its template has changed since it was permitted.',
}
