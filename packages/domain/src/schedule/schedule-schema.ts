import { type Static, Type } from 'typebox'
import { ProposeRunBody } from '../run/run-schema.ts'
import { RUN_STATUSES } from '../run/run-status.ts'
import { PageQuery } from '../values/api-schema.ts'
import { Hash, Id, line, Moment, nullable, oneOf, strict, Time, Version } from '../values/schema-parts.ts'
import { CRON_PATTERN, TIME_ZONE_PATTERN } from './cron-times.ts'
import { CATCH_UPS, PERMISSION_ENDS, RELEASES } from './schedule.ts'

// Templates

export const RunTemplateView = Type.Object({
  id: Id,
  workspaceId: Id,
  repoId: Id,
  repoName: Type.String(),
  name: Type.String(),
  goal: Type.String(),
  graphId: Type.String(),
  spec: Type.Unknown(),
  tools: nullable(Type.Unknown()),
  budget: nullable(Type.Unknown()),
  contentHash: Type.String({ description: 'Of all that its start allows; what a permission names.' }),
  createdAt: Time,
  updatedAt: Time,
  version: Version,
})
export type RunTemplateView = Static<typeof RunTemplateView>
export const CreateRunTemplateBody = Type.Object({ name: line(100), ...ProposeRunBody.properties }, strict)
export type CreateRunTemplateBody = Static<typeof CreateRunTemplateBody>
/** What is not named stays; `spec`, `tools` and `budget` are each replaced as a whole. */
export const PatchRunTemplateBody = Type.Partial(CreateRunTemplateBody, {
  ...strict,
  minProperties: 1,
})
export type PatchRunTemplateBody = Static<typeof PatchRunTemplateBody>
export const RunTemplatesQuery = Type.Object({ ...PageQuery.properties, repoId: Type.Optional(Id) }, strict)

// Schedules

export const FiringView = Type.Object({
  runId: nullable(Id),
  dueAt: Time,
  cause: oneOf(['due', 'caught-up', 'by-hand'] as const),
  state: oneOf(['asked', 'proposed', 'skipped'] as const),
  reason: nullable(Type.String({ description: 'Why it was skipped, or waits for a person all the same.' })),
  grantId: nullable(Type.String({ description: 'The permission that started it.' })),
  runStatus: nullable(oneOf(RUN_STATUSES)),
  at: Time,
})
export const StartPermissionView = Type.Object({
  grantId: Type.String(),
  contentHash: Hash,
  until: nullable(Time),
  usesLeft: nullable(Type.Integer()),
  uses: Type.Integer(),
  by: Type.String(),
  givenAt: Time,
  ended: nullable(Type.Object({ at: Time, because: oneOf(PERMISSION_ENDS) })),
})
export const ScheduleView = Type.Object({
  id: Id,
  workspaceId: Id,
  templateId: Id,
  templateName: Type.String(),
  contentHash: Type.String({ description: 'Of the template as it stands.' }),
  repoId: Id,
  cron: Type.String(),
  timeZone: Type.String(),
  catchUp: oneOf(CATCH_UPS),
  catchUpMost: Type.Integer(),
  status: oneOf(['active', 'paused'] as const),
  release: oneOf(RELEASES),
  permission: nullable(StartPermissionView),
  nextTimes: Type.Array(Time, { description: 'The next five; none while it is paused.' }),
  firings: Type.Array(FiringView, { description: 'The last ones, newest first.' }),
  createdAt: Time,
  updatedAt: Time,
  version: Version,
})
export type ScheduleView = Static<typeof ScheduleView>

/** To start runs of exactly this content without being asked, until a date, so many times, or both. */
export const PermissionBody = Type.Object(
  {
    contentHash: Hash,
    until: Type.Optional(nullable(Moment)),
    uses: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 10_000 }))),
  },
  strict,
)
const rule = {
  cron: Type.String({ maxLength: 200, pattern: CRON_PATTERN }),
  timeZone: Type.String({ maxLength: 100, pattern: TIME_ZONE_PATTERN }),
}
const policy = {
  catchUp: Type.Optional(oneOf(CATCH_UPS)),
  catchUpMost: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
  release: Type.Optional(oneOf(RELEASES)),
  permission: Type.Optional(PermissionBody),
}
export const CreateScheduleBody = Type.Object({ templateId: Id, ...rule, ...policy }, strict)
export type CreateScheduleBody = Static<typeof CreateScheduleBody>
/** What is not named stays. `release: by-hand` takes the permission back; `by-grant` needs a new one. */
export const PatchScheduleBody = Type.Object(
  {
    cron: Type.Optional(rule.cron),
    timeZone: Type.Optional(rule.timeZone),
    ...policy,
    status: Type.Optional(oneOf(['active', 'paused'] as const)),
  },
  { ...strict, minProperties: 1 },
)
export type PatchScheduleBody = Static<typeof PatchScheduleBody>
export const SchedulesQuery = Type.Object({ ...PageQuery.properties, templateId: Type.Optional(Id) }, strict)
