import { newId, type RunTemplateEvent, type ScheduleEvent } from '@pm-bot/domain'
import * as store from '@pm-bot/store'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../packages/store/src/database.ts'
import { projectorsOf } from '../../packages/store/src/projectors.ts'
import { nthId, REPOS, type Size } from './crowd-size.fixture.ts'
import type { InsertWords } from './insert-words.fixture.ts'
import { type Scene, type Subject, subject } from './subject.fixture.ts'

const templatesOf = ({ blocked }: Size) => blocked / 20
const STEPS_EACH = 3

/** Templates and schedules of years, of which some are removed, and the steps of the runs that wait. */
export function runAgainRows({ id, insert, when }: InsertWords, size: Size): RawBuilder<unknown>[] {
  const templates = templatesOf(size)
  const status = (there: string) => `case when n % 3 = 0 then 'removed' else '${there}' end`
  const times = { version: '3', created_at: when(templates), updated_at: when(templates) }
  return [
    insert('run_templates', templates, {
      template_id: id('n'),
      workspace_id: id('1 + n % 3'),
      repo_id: id(`1 + n % ${REPOS}`),
      name: `'Nightly ' || n`,
      content: `'{"goal":"Tidy up"}'`,
      content_hash: `'h' || n`,
      status: status('active'),
      ...times,
    }),
    insert('schedules', templates, {
      schedule_id: id('n'),
      workspace_id: id('1 + n % 3'),
      template_id: id('n'),
      cron: `'0 6 * * *'`,
      time_zone: `'Europe/Berlin'`,
      catch_up: `'once'`,
      catch_up_most: '1',
      status: status('paused'),
      release: `'by-hand'`,
      firings: `'[]'`,
      ...times,
    }),
    insert('run_checkpoints', STEPS_EACH * size.blocked, {
      run_id: id(`1 + n / ${STEPS_EACH}`),
      checkpoint_id: `'step-' || n`,
      step: 'n',
      nodes: `'["act"]'`,
      waits_for: `'[]'`,
      heard_to: '0',
      at: when(STEPS_EACH * size.blocked),
    }),
  ]
}

const PAGE = { limit: 50 }
const aTemplate = ({ size }: Scene) => nthId(templatesOf(size) - 8)

export const RUN_AGAIN: Subject[] = [
  subject('listRunTemplates', 'a page', ({ database }) => store.listRunTemplates(database, PAGE)),
  subject('listRunTemplates', 'a later page', (scene) =>
    store.listRunTemplates(scene.database, { ...PAGE, cursor: aTemplate(scene) }),
  ),
  subject('listRunTemplates', 'of a repository', ({ database, ids }) =>
    store.listRunTemplates(database, { ...PAGE, repoId: ids.repo }),
  ),
  subject('lookUpRunTemplate', 'one', (scene) => store.lookUpRunTemplate(scene.database, aTemplate(scene))),
  subject('listSchedules', 'a page', ({ database }) => store.listSchedules(database, PAGE)),
  subject('listSchedules', 'of a template', (scene) =>
    store.listSchedules(scene.database, { ...PAGE, templateId: aTemplate(scene) }),
  ),
  subject('lookUpSchedule', 'one', (scene) => store.lookUpSchedule(scene.database, aTemplate(scene))),
  subject('countSchedulesOf', 'a template', (scene) =>
    store.countSchedulesOf(scene.database, aTemplate(scene)),
  ),
  subject('listCheckpoints', 'of a run', ({ database, ids }) =>
    store.listCheckpoints(database, ids.blockedRun),
  ),
  subject('lookUpCheckpoint', 'one', ({ database, ids }) =>
    store.lookUpCheckpoint(database, ids.blockedRun, 'step-1'),
  ),
  subject('listEffectsSince', 'of a run', ({ database, ids }) =>
    store.listEffectsSince(database, ids.blockedRun, '2020-01-01T00:00:00.000Z'),
  ),
  subject('saveCheckpoints', 'of a run', ({ tried, ids }) =>
    tried((tx) => store.saveCheckpoints(tx, ids.blockedRun, [step('step-1'), step('new')])),
  ),
  subject('removeCheckpoints', 'of a run', ({ database }) => store.removeCheckpoints(database, newId())),
  { what: 'the rows of a template', ask: (scene) => scene.tried((tx) => projectTemplate(tx, scene)) },
  { what: 'the rows of a schedule', ask: (scene) => scene.tried((tx) => projectSchedule(tx, scene)) },
]

const step = (checkpointId: string) => ({
  checkpointId,
  step: 1,
  nodes: ['act'],
  waitsFor: ['tool_call'],
  at: '2026-01-01T00:00:00.000Z',
  heardTo: 0,
  unfit: null,
})

async function projectTemplate(tx: Tx, { ids, redactor }: Scene): Promise<void> {
  const templateId = newId()
  const facts = {
    name: 'n',
    content: { repoId: ids.repo, goal: 'g', graphId: 'run_command/v1', spec: null },
    contentHash: 'h',
    by: 'operator',
  }
  const events: RunTemplateEvent[] = [
    { type: 'run-template-created', templateId, workspaceId: ids.workspace, ...facts },
    { type: 'run-template-changed', ...facts },
    { type: 'run-template-removed', by: 'operator' },
  ]
  await project(tx, redactor, { kind: 'run-template', key: templateId }, events)
}

async function projectSchedule(tx: Tx, scene: Scene): Promise<void> {
  const [scheduleId, by] = [newId(), 'operator']
  const rule = { cron: '0 6 * * *', timeZone: 'UTC', catchUp: 'once', catchUpMost: 1 } as const
  const first: ScheduleEvent[] = [
    {
      type: 'schedule-created',
      scheduleId,
      workspaceId: scene.ids.workspace,
      templateId: aTemplate(scene),
      ...rule,
      by,
    },
  ]
  const address = { kind: 'schedule', key: scheduleId }
  await project(tx, scene.redactor, address, first)
  await project(tx, scene.redactor, address, [{ type: 'schedule-changed', ...rule, by }])
}

const project = async (
  tx: Tx,
  redactor: Scene['redactor'],
  address: { kind: string; key: string },
  events: readonly unknown[],
) =>
  await projectorsOf(redactor)[address.kind]!(
    tx,
    address,
    await Promise.all(
      events.map(async (event) => ({ event, version: 99, messageId: newId(), now: await tx.now() })),
    ),
  )
