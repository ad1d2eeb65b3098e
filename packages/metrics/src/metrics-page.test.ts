import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readMetricsPage } from '../../../tests/setup/metrics-page.ts'
import { backlogSnapshot, createMetrics, renderMetrics } from './index.ts'

const none = { count: 0, oldestSeconds: 0 }
const BACKLOG = {
  mailbox: none,
  parked: none,
  effects: [{ queue: 'runs', status: 'open', count: 2 }],
  unstarted: none,
  inbox: { count: 3, oldestSeconds: 90 },
  timers: none,
  unsealedAuditEvents: 0,
  databaseBytes: 4096,
}
const metricsOf = (role: string, process: string) => createMetrics({ role, process, version: '1.2.3' })

test('the counts of processes stand side by side and are never added up', async () => {
  const [first, second] = [metricsOf('worker', 'h:1'), metricsOf('worker', 'h:2')]
  const turns = { ms: 5, handled: 2, failed: 1, parked: 0, waitedMs: [3, 70] }
  first.turns(turns)
  second.turns(turns)
  second.turns(turns)
  first.attempt({ verb: 'run-agent', end: 'refused', ms: 1500, waitedMs: null })
  second.attempt({ verb: 'run-agent', end: 'succeeded', ms: 1500, waitedMs: 20 })
  second.fenced('checkpoint')
  second.reaperVerdict('dead')
  second.effectsSwept(3)
  // As it is when it comes from the database.
  const sent = JSON.parse(JSON.stringify(await second.snapshot()))

  const page = readMetricsPage(await renderMetrics([await first.snapshot(), sent]))
  const handled = { outcome: 'handled' }
  expect(page.value('pmbot_messages_total', { ...handled, process: 'h:1' })).toBe(2)
  expect(page.value('pmbot_messages_total', { ...handled, process: 'h:2' })).toBe(4)
  expect(page.value('pmbot_wake_seconds_count', { process: 'h:1' })).toBe(2)
  expect(page.value('pmbot_wake_seconds_bucket', { process: 'h:1', le: '0.005' })).toBe(1)
  expect(page.value('pmbot_wake_seconds_bucket', { process: 'h:1', le: '+Inf' })).toBe(2)
  expect(page.value('pmbot_effect_start_seconds_count')).toBe(1)
  expect(page.value('pmbot_fenced_writes_total', { process: 'h:1', write: 'outcome' })).toBe(1)
  expect(page.value('pmbot_fenced_writes_total', { process: 'h:2', write: 'checkpoint' })).toBe(1)
  expect(page.value('pmbot_reaper_verdicts_total', { process: 'h:2', verdict: 'dead' })).toBe(1)
  expect(page.value('pmbot_swept_effects_total', { process: 'h:2' })).toBe(3)
  // prom-client would leave it out of what it merges.
  expect(page.series('process_start_time_seconds')).toHaveLength(2)
})

test('the backlog is told without a process, for it is nobody’s own', async () => {
  const page = readMetricsPage(await renderMetrics([await backlogSnapshot(BACKLOG)]))
  expect(page.series('pmbot_inbox_pending')).toEqual([{ name: 'pmbot_inbox_pending', labels: {}, value: 3 }])
  expect(page.value('pmbot_effects', { queue: 'runs', status: 'open' })).toBe(2)
})

test('without a database nothing is claimed about it', async () => {
  const page = readMetricsPage(await renderMetrics([await backlogSnapshot(undefined)]))
  expect(page.names).toEqual(['pmbot_database_up'])
  expect(page.value('pmbot_database_up')).toBe(0)
})

test('pools are looked at when somebody asks', async () => {
  const metrics = metricsOf('api', 'h:1')
  const pool = { totalCount: 5, idleCount: 5, waitingCount: 0 }
  metrics.watchPool('main', pool)
  pool.idleCount = 2
  const page = readMetricsPage(await renderMetrics([await metrics.snapshot()]))
  expect(page.value('pmbot_pool_connections', { pool: 'main', state: 'busy' })).toBe(3)
})

test('docs/metrics.md names every metric with its type and its meaning', async () => {
  const snapshots = [await backlogSnapshot(BACKLOG), await metricsOf('all', 'h:1').snapshot()]
  const own = snapshots.flat().filter(({ name }) => name.startsWith('pmbot_'))
  const told = [
    ...readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8').matchAll(
      /^\| `(pmbot_\w+)` \| (\w+) \| (.+) \|$/gm,
    ),
  ]
  expect(told.map(([, name, type, help]) => ({ name, type, help }))).toEqual(
    own.map(({ name, type, help }) => ({ name, type: String(type), help })),
  )
})
