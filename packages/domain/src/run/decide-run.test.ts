import { describe, expect, test } from 'vitest'
import { canonicalJson, sha256Hex } from '../values/canonical-json.ts'
import type { DomainError } from '../values/errors.ts'
import { decideRun } from './decide-run.ts'
import { blocked, contextAt, draftOf, interruptOf, NOW, proposed, running } from './run.fixture.ts'
import { NEW_RUN } from './run.ts'

const refusal = (act: () => unknown): DomainError => {
  try {
    act()
  } catch (error) {
    return error as DomainError
  }
  throw new Error('it was not refused')
}
const cancel = (ifVersion: number | null = null) =>
  ({ type: 'cancel-run', ifVersion, reason: null, by: 'operator' }) as const

describe('proposing a run', () => {
  test('asks a person whether it may start', () => {
    const story = proposed()
    expect(story.types()).toEqual(['run-proposed', 'item-opened'])
    expect(story.run).toMatchObject({ status: 'proposed', work: null, version: 1 })
    const { item, version } = story.run.pending[0]!
    expect(version).toBe(1)
    expect(item).toMatchObject({
      kind: 'run_start',
      status: 'pending',
      allowed: ['approve', 'reject'],
      createdAt: NOW,
    })
    expect(item.subjectHash).toBe(sha256Hex(canonicalJson(item.payload)))
  })

  test('happens once', () => {
    const story = proposed()
    const command = { ...proposed().events[0]!, type: 'propose-run' as const }
    expect(refusal(() => decideRun(story.run, command as never, contextAt(2))).code).toBe(
      'transition_refused',
    )
  })
})

describe('approving the start', () => {
  test('sends the agent on its way', () => {
    const story = proposed().decide('approve')
    expect(story.types()).toEqual(['item-resolved', 'status approved', 'work-requested'])
    expect(story.run.pending).toEqual([])
    expect(story.events[2]).toMatchObject({
      work: { verb: 'run-agent', payload: { runId: 'run-1', goal: 'g' } },
    })
    expect(story.run.work).toMatchObject({ verb: 'run-agent' })
  })

  test('is refused the second time, and says who was first', () => {
    const story = proposed()
    const { item, version } = story.run.pending[0]!
    story.decide('approve', { by: 'the first' })
    const late = { itemId: item.itemId, version, subjectHash: item.subjectHash, action: 'reject' as const }
    const error = refusal(() =>
      decideRun(story.run, { type: 'decide', ...late, reason: null, by: 'the second' }, contextAt(3)),
    )
    expect(error.code).toBe('already_decided')
    expect(error.message).toContain('approve by the first')
    expect(error.detail).toMatchObject({
      status: 'approved',
      decision: { by: 'the first', action: 'approve' },
    })
  })

  test.each([
    ['another version', { version: 9 }, 'version_conflict'],
    ['another subject', { subjectHash: 'x' }, 'subject_changed'],
    ['an action that it does not take', { action: 'edit' as const }, 'action_not_allowed'],
    ['an item that is not there', { itemId: 'x' }, 'already_decided'],
  ])('is refused for %s', (_, over, code) => {
    expect(refusal(() => proposed().decide('approve', over)).code).toBe(code)
  })
})

describe('rejecting', () => {
  test('the start ends the run', () => {
    const story = proposed().decide('reject', { reason: 'not today' })
    expect(story.types()).toEqual(['item-resolved', 'status rejected'])
    expect(story.run).toMatchObject({ status: 'rejected', reason: 'not today', work: null })
  })

  test('a change ends the run, and the change', () => {
    const story = blocked().decide('reject')
    expect(story.run).toMatchObject({ status: 'rejected', changesets: { c1: { status: 'rejected' } } })
  })

  test('withdraws everything else that the run waits for', () => {
    const story = blocked(interruptOf('c1'), interruptOf('c2')).decide('reject')
    expect(story.run).toMatchObject({
      status: 'rejected',
      pending: [],
      changesets: { c1: { status: 'rejected' }, c2: { status: 'rejected' } },
    })
    expect(Object.values(story.run.resolved).map(({ status }) => status)).toEqual([
      'approved',
      'rejected',
      'superseded',
    ])
  })
})

describe('approving a change', () => {
  test('orders exactly that change to be written', () => {
    const story = blocked().decide('approve')
    expect(story.types()).toEqual([
      'item-resolved',
      'changeset-status-changed',
      'status running',
      'work-requested',
    ])
    const resolved = story.events[0]!
    const work = story.events[3]!
    expect(resolved.type === 'item-resolved' && resolved.decision?.decisionId).toBeTruthy()
    expect(work).toMatchObject({
      work: {
        verb: 'apply-changeset',
        payload: {
          decisionId: resolved.type === 'item-resolved' && resolved.decision?.decisionId,
          changeset: draftOf('c1'),
        },
      },
    })
  })
})

describe('cancelling', () => {
  test('stops the work and takes back what waits', () => {
    const story = running().command(cancel())
    expect(story.types()).toEqual(['work-cancelled', 'status cancelled'])
    const waiting = blocked(interruptOf('c1'), interruptOf('c2')).command(cancel())
    expect(waiting.run).toMatchObject({
      status: 'cancelled',
      pending: [],
      changesets: { c1: { status: 'rejected' }, c2: { status: 'rejected' } },
    })
    expect(Object.values(waiting.run.resolved).map(({ status }) => status)).toEqual([
      'approved',
      'superseded',
      'superseded',
    ])
  })

  test('is confirmed once, by the performer of just that work', () => {
    const story = running()
    const { effectId } = story.run.work!
    const stopped = (of: string) => ({ type: 'agent-stopped', effectId: of }) as const
    expect(story.command(stopped(effectId)).events).toEqual([])
    story.command(cancel())
    expect(story.command(stopped('another')).events).toEqual([])
    expect(story.command(stopped(effectId)).types()).toEqual(['agent-stopped'])
    expect(story.command(stopped(effectId)).events).toEqual([])
  })

  test('is refused while the approved change is being written', () => {
    expect(refusal(() => blocked().decide('approve').command(cancel())).code).toBe('transition_refused')
  })

  test('is refused when the run has ended, and for an older version of it', () => {
    expect(refusal(() => proposed().decide('reject').command(cancel())).code).toBe('transition_refused')
    expect(refusal(() => running().command(cancel(1))).code).toBe('version_conflict')
    expect(running().command(cancel(3)).run.status).toBe('cancelled')
  })
})

describe('“may I go on?”', () => {
  const ask = (effectId: string, baseSha: string | null = null) =>
    ({ type: 'may-go-on', effectId, attempt: 1, baseSha }) as const

  test('starts the run at the first time, and changes nothing later', () => {
    const story = proposed().decide('approve')
    const { effectId } = story.run.work!
    expect(story.command(ask(effectId, 'b'.repeat(40))).types()).toEqual(['status running', 'agent-started'])
    expect(story.command(ask(effectId)).events).toEqual([])
    expect(story.command(ask(effectId, 'b'.repeat(40))).types()).toEqual([])
    const later = { ...ask(effectId, 'b'.repeat(40)), attempt: 2 }
    expect(story.command(later).types()).toEqual(['agent-started'])
    expect(story.command(later).types()).toEqual([])
  })

  test('is answered no to whoever is not at work for this run', () => {
    expect(refusal(() => running().command(ask('another effect'))).code).toBe('transition_refused')
    expect(refusal(() => running().command(cancel()).command(ask('any'))).code).toBe('transition_refused')
    expect(refusal(() => decideRun(NEW_RUN, ask('any'), contextAt(1))).code).toBe('not_found')
  })
})
