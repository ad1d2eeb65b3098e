import {
  evolveSchedule,
  isChangeOfSchedule,
  NEW_SCHEDULE,
  nextTimes,
  type Page,
  type Redactor,
  type Schedule,
  type ScheduleEvent,
  type ScheduleView,
} from '@pm-bot/domain'
import type { Kysely, Selectable } from 'kysely'
import { recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import type { Database } from './database.ts'
import { decodeJson, encodeJson } from './json.ts'
import { type PageRequest, pageOf, readCursor } from './page.ts'
import type { Projector } from './projector.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['schedules']>

/** Its row is its state: what happened is folded into it by the rule that the actor goes by. */
export const scheduleProjector =
  (redactor: Redactor): Projector =>
  async (tx, { key: scheduleId }, turnEvents) => {
    const row = await tx.db
      .selectFrom('schedules')
      .selectAll()
      .where('schedule_id', '=', scheduleId)
      .executeTakeFirst()
    let schedule = row ? stateOf(row) : NEW_SCHEDULE
    for (const { event, version } of turnEvents) {
      schedule = evolveSchedule(schedule, event as ScheduleEvent)
      if (isChangeOfSchedule(event as ScheduleEvent)) schedule = { ...schedule, version }
    }
    if (schedule.scheduleId !== '') {
      const now = await tx.now()
      const columns = { ...columnsOf(schedule), updated_at: now }
      const { workspaceId: workspace_id, templateId: template_id } = schedule
      const identity = { schedule_id: scheduleId, workspace_id, template_id, created_at: now }
      await tx.write(
        row
          ? tx.db.updateTable('schedules').set(columns).where('schedule_id', '=', scheduleId)
          : tx.db.insertInto('schedules').values({ ...identity, ...columns }),
      )
    }
    const entries = turnEvents.flatMap(({ event }) => auditOf(schedule, event as ScheduleEvent))
    await recordAudit(tx, entries, redactor)
    changed(tx, 'schedules', scheduleId)
  }

/** What somebody asked for, and what was permitted or left out. That a time comes is shown and not recorded. */
function auditOf({ scheduleId, workspaceId }: Schedule, event: ScheduleEvent) {
  const { type, ...payload } = event
  const entry = (runId: string | null) => [
    { type, workspaceId: workspaceId || null, runId, payload: { scheduleId, ...payload } },
  ]
  switch (event.type) {
    case 'schedule-created':
    case 'schedule-changed':
    case 'schedule-status-changed':
    case 'permission-given':
    case 'permission-ended':
    case 'firings-passed-over':
    case 'command-refused':
      return entry(null)
    case 'permission-used':
      return entry(event.runId)
    case 'firing-skipped':
      // No run came of it.
      return entry(null)
    case 'firing-asked':
      return event.by === null ? [] : entry(null)
    case 'firing-scheduled':
    case 'firing-proposed':
    case 'start-released':
    case 'run-went':
      return []
  }
}

const columnsOf = (schedule: Schedule) => ({
  cron: schedule.cron,
  time_zone: schedule.timeZone,
  catch_up: schedule.catchUp,
  catch_up_most: schedule.catchUpMost,
  status: schedule.status,
  next_at: schedule.nextAt,
  release: schedule.release,
  permission: schedule.permission && encodeJson(schedule.permission),
  firings: encodeJson(schedule.firings),
  version: schedule.version,
})

const stateOf = (row: Row): Schedule => ({
  scheduleId: row.schedule_id,
  version: row.version,
  workspaceId: row.workspace_id,
  templateId: row.template_id,
  cron: row.cron,
  timeZone: row.time_zone,
  catchUp: row.catch_up,
  catchUpMost: row.catch_up_most,
  status: row.status,
  nextAt: row.next_at,
  release: row.release,
  permission: row.permission === null ? null : decodeJson(row.permission),
  firings: decodeJson(row.firings),
})

const scheduleRows = (read: Kysely<Tables>) =>
  read
    .selectFrom('schedules as schedule')
    .innerJoin('run_templates as template', 'template.template_id', 'schedule.template_id')
    .selectAll('schedule')
    .select(['template.name as template_name', 'template.content_hash', 'template.repo_id'])
    .where('schedule.status', '!=', 'removed')

/** A removed schedule is not there, although its row is. */
export async function lookUpSchedule(
  { read }: Pick<Database, 'read'>,
  scheduleId: string,
): Promise<ScheduleView | undefined> {
  const row = await scheduleRows(read).where('schedule.schedule_id', '=', scheduleId).executeTakeFirst()
  return row && scheduleView(row)
}

/** Oldest first. */
export async function listSchedules(
  { read }: Pick<Database, 'read'>,
  request: PageRequest & { templateId?: string | undefined },
): Promise<Page<ScheduleView>> {
  const cursor = readCursor(request.cursor)
  const rows = await scheduleRows(read)
    .$if(request.templateId !== undefined, (query) =>
      query.where('schedule.template_id', '=', request.templateId!),
    )
    .$if(cursor !== undefined, (query) => query.where('schedule.schedule_id', '>', cursor!))
    .orderBy('schedule.schedule_id')
    .limit(request.limit + 1)
    .execute()
  return pageOf(rows, request, scheduleView, (row) => row.schedule_id)
}

/** How many schedules propose this template. */
export async function countSchedulesOf(
  { read }: Pick<Database, 'read'>,
  templateId: string,
): Promise<number> {
  const { count } = await read
    .selectFrom('schedules')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('template_id', '=', templateId)
    .where('status', '!=', 'removed')
    .executeTakeFirstOrThrow()
  return Number(count)
}

type ViewRow = Row & { template_name: string; content_hash: string; repo_id: string }

const scheduleView = (row: ViewRow): ScheduleView => {
  const { nextAt, firings, permission, ...schedule } = stateOf(row)
  return {
    id: row.schedule_id,
    workspaceId: row.workspace_id,
    templateId: row.template_id,
    templateName: row.template_name,
    contentHash: row.content_hash,
    repoId: row.repo_id,
    cron: row.cron,
    timeZone: row.time_zone,
    catchUp: row.catch_up,
    catchUpMost: row.catch_up_most,
    status: row.status as ScheduleView['status'],
    release: row.release,
    permission,
    nextTimes: nextAt === null ? [] : [nextAt, ...nextTimes(schedule, nextAt, 4)],
    firings: firings.toReversed(),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}
