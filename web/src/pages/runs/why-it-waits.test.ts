import type { RunWorkView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { whyItWaits } from './why-it-waits.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const WORK: RunWorkView = {
  runId: 'r1',
  reason: 'next',
  job: {
    id: 'j1',
    queue: 'runs',
    verb: 'run-agent',
    state: 'waiting',
    attempt: 0,
    attemptsAtMost: 5,
    crashes: 0,
    error: null,
    availableAt: '2026-11-21T12:00:12Z',
    startedAt: null,
  },
  ahead: 0,
  places: { taken: 1, all: 2 },
  pausedBy: 'operator',
  worker: { id: 'w1', host: 'home', pid: 4711, state: 'working' },
  mail: { waiting: 0, parked: 1 },
}
const tried = { ...WORK.job!, error: 'the disk is full' }

test.each<[Partial<RunWorkView>, string, string | undefined]>([
  [{}, 'Waiting for a worker: it is the next one.', '/queues/runs'],
  [{ reason: 'work-ahead', ahead: 2 }, 'Waiting for a worker: 2 jobs are ahead of it.', '/queues/runs'],
  [
    { places: { taken: 2, all: 2 } },
    'Waiting for a worker: all 2 places are taken, and it is the next one.',
    '/workers',
  ],
  [
    { reason: 'work-ahead', ahead: 1, places: { taken: 1, all: 1 } },
    'Waiting for a worker: the only place is taken, and 1 job is ahead of it.',
    '/workers',
  ],
  [{ reason: 'no-worker' }, 'Waiting for a worker: none that is working takes the Runs queue.', '/workers'],
  [{ reason: 'all-paused' }, 'Everything is paused; it waits until you let it go on.', undefined],
  [
    { reason: 'queue-paused' },
    'The Runs queue is paused by operator; it waits until you resume it.',
    '/queues/runs',
  ],
  [
    { reason: 'queue-paused', places: { taken: 0, all: 0 } },
    'The Runs queue is paused by operator; it waits until you resume it. No worker that is working takes it either.',
    '/queues/runs',
  ],
  [{ reason: 'delayed', job: tried }, 'Next try in 12 s after: the disk is full', '/queues/runs'],
  [
    { reason: 'job-failed', job: tried },
    'Its job was given up after: the disk is full\nOnce that is mended, put it back to work, and the run goes on.',
    '/queues/runs?state=failed',
  ],
  [
    { reason: 'job-in-doubt' },
    'Nobody can tell whether its job was done\nLook, and retry it if it was not.',
    '/queues/runs?state=in-doubt',
  ],
  [{ reason: 'at-work' }, 'Worker home/4711 is at it.', '/workers?worker=w1'],
  [
    { reason: 'worker-silent', worker: { ...WORK.worker!, state: 'silent' } },
    'Worker home/4711 had it and has fallen silent. If it is dead, another worker takes over by itself.',
    '/workers',
  ],
  [
    { reason: 'worker-silent', worker: null },
    'The worker that had it is gone. Another one takes over by itself.',
    '/workers',
  ],
  [
    { reason: 'mail-parked', worker: null },
    '1 message for this run could not be handled and is parked. It may not go on before you deal with it.',
    '/actors/run/r1',
  ],
  [
    { reason: 'mail-parked' },
    '1 message for this run could not be handled and is parked. It may not go on before you deal with it.\nWorker home/4711 is at it.',
    '/actors/run/r1',
  ],
  [
    { reason: 'mail-waits', mail: { waiting: 2, parked: 0 } },
    '2 messages for this run wait to be handled.',
    '/actors/run/r1',
  ],
])('%o', (more, text, href) => {
  const why = whyItWaits({ ...WORK, ...more }, NOW)
  expect([why?.text, why?.link?.href]).toEqual([text, href])
})

test('says nothing when the run waits for no machine', () => {
  expect(whyItWaits({ ...WORK, reason: null }, NOW)).toBeUndefined()
})

test('a time that has passed is now', () => {
  expect(whyItWaits({ ...WORK, reason: 'delayed' }, NOW + 60_000)?.text).toBe('Next try now')
})

test('of an error only the first line is said, and as a warning', () => {
  const job = { ...tried, error: 'Error: ENOTDIR: not a directory\n    at async mkdir (node:fs:1:1)' }
  expect(whyItWaits({ ...WORK, reason: 'delayed', job }, NOW)).toMatchObject({
    text: 'Next try in 12 s after: ENOTDIR: not a directory',
    tone: 'troubled',
  })
})
