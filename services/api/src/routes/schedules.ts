import {
  CreateScheduleBody,
  DomainError,
  Id,
  newId,
  PatchScheduleBody,
  type PermissionBody,
  type PermissionTerms,
  type RunTemplateView,
  type ScheduleCommand,
  SchedulesQuery,
  type ScheduleView,
} from '@pm-bot/domain'
import { type Database, listSchedules, lookUpSchedule } from '@pm-bot/store'
import { type Static, Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiContext, OPERATOR } from '../api-context.ts'
import { type Command, command } from '../command.ts'
import { CommandHeaders, ifVersion, KeyHeaders } from '../command-headers.ts'
import { timeOf } from '../time-of.ts'
import { findRunTemplate } from './run-templates.ts'

const tags = ['schedules']
const params = Type.Object({ scheduleId: Id })

/** @throws DomainError */
async function findSchedule(database: Pick<Database, 'read'>, id: string): Promise<ScheduleView> {
  const schedule = await lookUpSchedule(database, id)
  if (!schedule) throw new DomainError('not_found', 'there is no such schedule')
  return schedule
}

type Asked = Extract<ScheduleCommand, { by: string }>

const commandTo = (scheduleId: string, done: Command['done'], message: Asked): Command => ({
  to: { kind: 'schedule', key: scheduleId },
  message,
  done,
  view: (read) => findSchedule(read, scheduleId),
  whenRefused: async (read) => ({ current: await findSchedule(read, scheduleId) }),
})

type Asking = Pick<PatchScheduleBody, 'release' | 'permission'>

/**
 * What the operator permits, having seen the template; null takes it back, undefined leaves it.
 * @throws DomainError when the template is not what they saw
 */
function permissionOf(
  { release, permission }: Asking,
  { contentHash }: Pick<RunTemplateView, 'contentHash'>,
): PermissionTerms | null | undefined {
  if (release === 'by-hand') {
    if (permission) throw new DomainError('bad_request', 'a permission goes with release “by-grant”')
    return null
  }
  if (!permission) {
    if (release === undefined) return undefined
    throw new DomainError('bad_request', 'release “by-grant” needs a permission: what, until when, how often')
  }
  if (permission.contentHash !== contentHash) {
    throw new DomainError('subject_changed', 'the template is not what was permitted; look at it again', {
      contentHash,
    })
  }
  return termsOf(permission)
}

const termsOf = ({ contentHash, until, uses }: Static<typeof PermissionBody>): PermissionTerms => ({
  contentHash,
  until: timeOf(until ?? undefined) ?? null,
  uses: uses ?? null,
})

export function scheduleRoutes(api: Api, context: ApiContext): void {
  const { database } = context.store

  api.get(
    '/api/schedules',
    {
      schema: {
        tags,
        operationId: 'listSchedules',
        summary: 'List schedules, oldest first',
        querystring: SchedulesQuery,
        response: { 200: pageOf('ScheduleView'), ...problems() },
      },
    },
    ({ query }) => listSchedules(database, query),
  )

  api.post(
    '/api/schedules',
    {
      schema: {
        tags,
        operationId: 'createSchedule',
        summary: 'Propose the runs of a template when they are due',
        headers: KeyHeaders,
        body: CreateScheduleBody,
        response: { 201: view('ScheduleView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { body } = request
        const { templateId, cron, timeZone, catchUp = 'once', catchUpMost = 3 } = body
        const template = await findRunTemplate(database, templateId)
        const permission = permissionOf(body, template)
        const scheduleId = newId()
        return {
          ...commandTo(scheduleId, 201, {
            type: 'create-schedule',
            scheduleId,
            workspaceId: template.workspaceId,
            templateId,
            cron,
            timeZone,
            catchUp,
            catchUpMost,
            ...(permission ? { permission } : {}),
            by: OPERATOR,
          }),
          // Removed since then.
          async guard(tx) {
            await findRunTemplate({ read: tx.db }, templateId)
          },
        }
      }),
  )

  api.get(
    '/api/schedules/:scheduleId',
    {
      schema: {
        tags,
        operationId: 'getSchedule',
        summary: 'Read a schedule, with its next times and what became of the last ones',
        params,
        response: { 200: view('ScheduleView'), ...problems(404) },
      },
    },
    ({ params }) => findSchedule(database, params.scheduleId),
  )

  api.patch(
    '/api/schedules/:scheduleId',
    {
      schema: {
        tags,
        operationId: 'changeSchedule',
        summary: 'Change, pause or resume a schedule; permit its starts, or take that back',
        params,
        headers: CommandHeaders,
        body: PatchScheduleBody,
        response: { 200: view('ScheduleView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const schedule = await findSchedule(database, request.params.scheduleId)
        const { release, permission: asked, ...changes } = request.body
        const permission = permissionOf(request.body, schedule)
        return commandTo(schedule.id, 200, {
          type: 'change-schedule',
          ...changes,
          ...(permission === undefined ? {} : { permission }),
          ifVersion: ifVersion(request),
          by: OPERATOR,
        })
      }),
  )

  api.delete(
    '/api/schedules/:scheduleId',
    {
      schema: {
        tags,
        operationId: 'removeSchedule',
        summary: 'Remove a schedule; its runs stay',
        params,
        headers: CommandHeaders,
        response: { 204: Type.Null({ description: 'Done.' }), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findSchedule(database, request.params.scheduleId)
        return commandTo(id, 204, { type: 'remove-schedule', ifVersion: ifVersion(request), by: OPERATOR })
      }),
  )

  api.post(
    '/api/schedules/:scheduleId/run',
    {
      schema: {
        tags,
        operationId: 'runSchedule',
        summary: 'Fire a schedule now; also while it is paused',
        params,
        headers: KeyHeaders,
        body: Type.Object({}, { additionalProperties: false }),
        response: { 202: view('ScheduleView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findSchedule(database, request.params.scheduleId)
        return commandTo(id, 202, { type: 'run-schedule', by: OPERATOR })
      }),
  )
}
