import type { RunTemplateView, RunView, ScheduleView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { DATABASES, type Product, shareProduct, startProduct } from '../setup/product.ts'
import { turnBack } from './turn-back.fixture.ts'

const until = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 20_000 })

async function keepTemplate(product: Product, directory: string, command: string[]) {
  const { client } = product
  const repoId = await client.addRepository(directory)
  const body = { name: 'Nightly', repoId, goal: 'Tidy up', graphId: 'run_command/v1', spec: { command } }
  const answer = await client.request('POST', '/api/run-templates', body)
  expect(answer.status).toBe(201)
  return answer.body as RunTemplateView
}

async function keepSchedule({ client }: Product, templateId: string, more = {}): Promise<ScheduleView> {
  const rule = { templateId, cron: '0 * * * *', timeZone: 'Europe/Berlin', ...more }
  const answer = await client.request('POST', '/api/schedules', rule)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const readSchedule = async ({ client }: Product, { id }: ScheduleView): Promise<ScheduleView> =>
  (await client.request('GET', `/api/schedules/${id}`)).body
const runsOf = async ({ client }: Product, { id }: ScheduleView): Promise<RunView[]> =>
  (await client.request('GET', '/api/runs?limit=200')).body.items.filter(
    ({ scheduleId }: RunView) => scheduleId === id,
  )

describe.each(DATABASES)('runs again, on %s', (database) => {
  const shared = shareProduct(database)

  test('a template is proposed with one call, and is then a run like any other', async () => {
    const product = shared()
    const directory = makeRepository({ 'README.md': 'a\n' })
    const template = await keepTemplate(product, directory, ['sh', '-c', 'echo b >> README.md'])
    const { client } = product
    const { status, body: run } = await client.request(
      'POST',
      `/api/run-templates/${template.id}/propose`,
      {},
    )
    expect(status).toBe(201)
    expect(run).toMatchObject({ status: 'proposed', templateId: template.id, goal: 'Tidy up' })
    await client.approveNext(run.id)
    await client.untilRun(run.id, 'blocked')
    await client.approveNext(run.id)
    const { commitSha } = await client.untilRun(run.id, 'completed')
    expect(git(directory, 'show', `${commitSha}:README.md`)).toBe('a\nb')
  })

  test('a schedule proposes, and what the operator permitted starts by itself', async () => {
    const product = shared()
    const template = await keepTemplate(product, makeRepository({ a: 'a' }), ['true'])
    const { contentHash } = template
    const permission = { contentHash, uses: 1 }
    const schedule = await keepSchedule(product, template.id, { release: 'by-grant', permission })
    const fire = async (): Promise<string> => {
      const { status, body } = await product.client.request('POST', `/api/schedules/${schedule.id}/run`, {})
      expect(status).toBe(202)
      return body.firings[0].runId
    }
    const first = await fire()
    await until(async () => (await readSchedule(product, schedule)).firings).toMatchObject([
      { runId: first, state: 'proposed', runStatus: 'completed' },
    ])
    const { permission: used } = await readSchedule(product, schedule)
    expect(used).toMatchObject({ uses: 1, ended: { because: 'used-up' } })
    const timeline = await product.client.timeline(first)
    expect(timeline.map(({ by }) => by)).toContain(`grant:${used!.grantId}`)
    expect(timeline[0]).toMatchObject({ type: 'run-proposed', by: `schedule:${schedule.id}` })

    const second = await fire()
    await until(async () => (await readSchedule(product, schedule)).firings[0]).toMatchObject({
      runId: second,
      state: 'proposed',
      reason: 'It waits for you: its permission is used up.',
    })
    expect(await product.client.pendingItem(second)).toMatchObject({ kind: 'run_start' })
  })

  test('what was due while pm-bot was down is made up for as each schedule says, once', async () => {
    const product = await startProduct(database)
    const template = await keepTemplate(product, makeRepository({ a: 'a' }), ['true'])
    const once = await keepSchedule(product, template.id, { catchUp: 'once' })
    const all = await keepSchedule(product, template.id, { catchUp: 'all', catchUpMost: 2 })
    const skip = await keepSchedule(product, template.id, { catchUp: 'skip', cron: '30 2 1 1 *' })
    const downFor = async (hours: number) => {
      for (const schedule of [once, all]) await turnBack(product, schedule, hours)
      // Of one that comes once a year, five times were missed; the time that was set need not be among them.
      await turnBack(product, skip, 5 * 365 * 24)
      await product.restart()
    }
    const states = async (schedule: ScheduleView) =>
      (await readSchedule(product, schedule)).firings.map(({ state }) => state)

    await product.stop()
    await downFor(3)
    await until(() => states(once)).toEqual(['proposed', 'skipped'])
    await until(() => states(all)).toEqual(['proposed', 'proposed', 'skipped'])
    await until(() => states(skip)).toEqual(['skipped'])

    // Killed, and its timers are heard once more: the same times are the same runs.
    await product.kill()
    await downFor(3)
    for (const schedule of [once, all, skip]) {
      await until(async () => (await readSchedule(product, schedule)).nextTimes[0]).toBe(
        schedule.nextTimes[0],
      )
    }
    const runs = [await runsOf(product, once), await runsOf(product, all), await runsOf(product, skip)]
    expect(runs.map(({ length }) => length)).toEqual([1, 2, 0])
    expect(new Set(runs.flat().map(({ status }) => status))).toEqual(new Set(['proposed']))
  })
})
