import { describe, expect, test } from 'vitest'
import type { JobState } from '../actor/work-queues.ts'
import { decideRun } from './decide-run.ts'
import { evolveRun } from './evolve-run.ts'
import { failRunWork } from './finish-run-work.ts'
import { blocked, contextAt, proposed, running } from './run.fixture.ts'
import type { Run } from './run.ts'
import type { RunEvent } from './run-event.ts'

const by = 'operator'
const after = (run: Run, events: RunEvent[]): Run => events.reduce(evolveRun, run)
const failed = (run: Run): { run: Run; effectId: string } => {
  const { effectId } = run.work!
  return { run: after(run, failRunWork(run, effectId, 'no worker')), effectId }
}
const retry = (run: Run, effectId: string, state: JobState) =>
  decideRun(run, { type: 'retry-effect', effectId, state, by }, contextAt(9))

describe('work that failed its run', () => {
  test.each([
    ['approved', proposed().decide('approve').run],
    ['running', running().run],
  ])('is put back to where the run was %s', (status, run) => {
    for (const state of ['failed', 'in-doubt'] as const) {
      const { run: dead, effectId } = failed(run)
      expect(dead).toMatchObject({ status: 'failed', work: null })
      const events = retry(dead, effectId, state)
      expect(events).toMatchObject([
        { type: 'work-reopened', effectId, by },
        { type: 'status-changed', from: 'failed', to: status, reason: 'Put back to work by operator.', by },
      ])
      const work = { effectId, verb: 'run-agent' }
      expect(after(dead, events)).toMatchObject({ status, work, failedWork: null })
    }
  })

  test('brings its approved change back, and no other', () => {
    const { run } = blocked().decide('approve')
    const { run: dead, effectId } = failed(run)
    expect(dead.changesets).toMatchObject({ c1: { status: 'failed' } })
    const alive = after(dead, retry(dead, effectId, 'failed'))
    expect(alive).toMatchObject({ status: 'running', work: { effectId, verb: 'apply-changeset' } })
    expect(alive.changesets).toMatchObject({ c1: { status: 'approved' } })
  })

  test('can fail and be put back again', () => {
    const { run, effectId } = failed(running().run)
    const again = failed(after(run, retry(run, effectId, 'failed')))
    expect(after(again.run, retry(again.run, effectId, 'failed'))).toMatchObject({ status: 'running' })
  })

  test('is put back once: whoever is second is told that it is under way', () => {
    const { run, effectId } = failed(running().run)
    const alive = after(run, retry(run, effectId, 'failed'))
    expect(() => retry(alive, effectId, 'failed')).toThrow(/under way again/)
  })

  test('is not put back before its run was told, or the first outcome would count for the second try', () => {
    const { run } = running()
    expect(() => retry(run, run.work!.effectId, 'failed')).toThrow(/its outcome waits in the mailbox/)
  })

  test('is not put back when other work failed the run, or the run failed by itself', () => {
    expect(() => retry(failed(running().run).run, 'other', 'failed')).toThrow(/does not wait for this job/)
    const { run } = running().finish({
      verb: 'run-agent',
      result: { status: 'failed', reason: 'exit 1', artifacts: [] },
    })
    expect(() => retry(run, 'any', 'failed')).toThrow(/is failed and does not wait/)
  })

  test('leaves the way from failed to running to itself: a decision does not take it', () => {
    const story = blocked()
    const dead: Run = { ...story.run, status: 'failed' }
    const { item, version } = dead.pending[0]!
    const { itemId, subjectHash } = item
    const decision = {
      type: 'decide',
      itemId,
      action: 'approve',
      version,
      subjectHash,
      reason: null,
      by,
    } as const
    expect(() => decideRun(dead, decision, contextAt(9))).toThrow(/waits for no answer any more/)
  })
})

describe('work that is owed', () => {
  test('is tried at once when it waits for its next attempt', () => {
    const { run } = running()
    const { effectId } = run.work!
    const events = retry(run, effectId, 'delayed')
    expect(events).toEqual([{ type: 'work-hurried', effectId, verb: 'run-agent', by }])
    expect(after(run, events)).toEqual(run)
    expect(() => retry(run, 'other', 'delayed')).toThrow(/does not wait for this job/)
  })

  test.each([
    ['waiting', /waits for a worker already/],
    ['active', /being done at this moment/],
    ['succeeded', /is done/],
    ['cancelled', /was cancelled/],
  ] as const)('is not retried when it is %s', (state, words) => {
    const { run } = running()
    expect(() => retry(run, run.work!.effectId, state)).toThrow(words)
  })

  test('takes its run along when it is cancelled', () => {
    const { run } = running()
    const { effectId } = run.work!
    const events = decideRun(run, { type: 'cancel-effect', effectId, by }, contextAt(9))
    expect(after(run, events)).toMatchObject({
      status: 'cancelled',
      reason: 'Its work was cancelled by operator.',
      work: null,
    })
    expect(events).toContainEqual({ type: 'work-cancelled', effectId })
    const other = { type: 'cancel-effect', effectId: 'other', by } as const
    expect(() => decideRun(run, other, contextAt(9))).toThrow(/does not wait for this job/)
  })

  test('is not cancelled while approved bytes are being written', () => {
    const { run } = blocked().decide('approve')
    const command = { type: 'cancel-effect', effectId: run.work!.effectId, by } as const
    expect(() => decideRun(run, command, contextAt(9))).toThrow(/being written/)
  })
})
