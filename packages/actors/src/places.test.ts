import type { Repo, Run, RunEvent } from '@pm-bot/domain'
import type { AnyActor, EffectRequest } from '@pm-bot/runtime'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { repoActor } from './repo-actor.ts'
import { runActor } from './run-actor.ts'

const NOW = '2026-01-01T00:00:00.000Z'
const REPO = 'repo-1'
const by = 'operator'

/** A repository and its runs with their mailboxes, served in whatever order the test likes. */
function scene() {
  const actors = new Map<string, { definition: AnyActor; state: unknown; mail: unknown[]; version: number }>()
  const open = new Map<string, EffectRequest>()
  const begun: string[] = []
  let ids = 0
  const newId = () => `id-${String(++ids).padStart(6, '0')}`

  const actorAt = (kind: string, key: string) => {
    const address = `${kind}/${key}`
    const definition = kind === 'repo' ? repoActor : runActor
    const actor = actors.get(address) ?? { definition, state: definition.initialState, mail: [], version: 0 }
    actors.set(address, actor)
    return actor
  }
  const receive = (kind: string, key: string, message: unknown) => {
    const actor = actorAt(kind, key)
    actor.version += 1
    const context = { self: { kind, key }, messageId: newId(), version: actor.version, now: NOW, newId }
    const turn = actor.definition.receive(actor.state, message, context)
    actor.state = turn.state
    for (const { to, message: sent } of turn.sends ?? []) {
      if (to.kind === 'run' || to.kind === 'repo') actorAt(to.kind, to.key).mail.push(sent)
    }
    for (const effect of turn.effects ?? []) {
      open.set(key, effect)
      begun.push(key)
    }
    for (const effectId of turn.cancelEffects ?? [])
      if (open.get(key)?.effectId === effectId) open.delete(key)
    return (turn.events ?? []) as RunEvent[]
  }
  const told = {
    begun,
    run: (key: string) => actorAt('run', key).state as Run,
    repo: () => actorAt('repo', REPO).state as Repo,
    reason: (key: string) => told.run(key).reason,
    atWork: () => [...open].filter(([, { verb }]) => verb !== 'apply-changeset').map(([key]) => key),
    tell: receive,
    /** Serves one message of the nth actor that has mail. */
    serve(nth: number): boolean {
      const waiting = [...actors].filter(([, { mail }]) => mail.length > 0)
      if (waiting.length === 0) return false
      const [address, { mail }] = waiting[nth % waiting.length]!
      const [kind, key] = address.split('/') as [string, string]
      receive(kind, key, mail.shift())
      return true
    },
    settle() {
      while (told.serve(0)) {}
    },
    propose(key: string) {
      receive('run', key, {
        type: 'propose-run',
        runId: key,
        workspaceId: 'workspace-1',
        repo: { repoId: REPO, name: 'shop', fullName: '/srv/shop', path: '/srv/shop', source: 'local' },
        goal: 'g',
        graphId: 'run_command/v1',
        spec: { command: ['true'] },
        retryOf: null,
        by,
      })
    },
    decide(key: string, action: 'approve' | 'reject') {
      const pending = told.run(key).pending[0]
      if (!pending) return
      const { itemId, subjectHash } = pending.item
      const { version } = pending
      receive('run', key, { type: 'decide', itemId, action, version, subjectHash, reason: null, by })
    },
    cancel: (key: string) => receive('run', key, { type: 'cancel-run', ifVersion: null, reason: null, by }),
    finish(key: string, result: object) {
      const effect = open.get(key)
      if (!effect) return
      told.begin(key)
      open.delete(key)
      const outcome = { status: 'succeeded', result }
      receive('run', key, { type: 'effect-finished', effectId: effect.effectId, verb: effect.verb, outcome })
    },
    begin(key: string) {
      const effectId = open.get(key)?.effectId
      if (effectId) receive('run', key, { type: 'may-go-on', effectId, attempt: 1, baseSha: 'a'.repeat(40) })
    },
    fail(key: string) {
      const effect = open.get(key)
      if (!effect) return
      open.delete(key)
      const outcome = { status: 'failed', error: 'It died.' }
      receive('run', key, { type: 'effect-finished', effectId: effect.effectId, verb: effect.verb, outcome })
    },
    max: (max: number | null) => receive('repo', REPO, { type: 'set-max-runs', max, ifVersion: null, by }),
  }
  receive('repo', REPO, {
    type: 'register-repo',
    repoId: REPO,
    workspaceId: 'workspace-1',
    source: 'local',
    fullName: '/srv/shop',
    name: 'shop',
    path: '/srv/shop',
    defaultBranch: 'main',
    by,
  })
  return told
}

const COMPLETED = { status: 'completed', summary: 'Done.', artifacts: [] }
const question = (key: string) => ({
  status: 'interrupted',
  interrupts: [
    {
      interruptId: `question of ${key}`,
      checkpointId: 'checkpoint-1',
      request: { kind: 'question', question: 'Which one?' },
    },
  ],
  artifacts: [],
})

/** So many runs, approved in the order of their names. */
function approved(count: number, max: number) {
  const told = scene()
  told.max(max)
  const keys = Array.from({ length: count }, (_, index) => `run-${index + 1}`)
  for (const key of keys) {
    told.propose(key)
    told.decide(key, 'approve')
    told.settle()
  }
  return told
}

describe('the places of a repository', () => {
  test('are given in the order in which they were asked for, and whoever waits says why', () => {
    const told = approved(4, 2)
    expect(told.atWork()).toEqual(['run-1', 'run-2'])
    expect(told.run('run-1')).toMatchObject({ status: 'approved', reason: 'Waiting for a worker.' })
    for (const key of ['run-3', 'run-4']) {
      expect(told.run(key)).toMatchObject({
        status: 'approved',
        reason: 'Waits for a place: 2 runs are at work on shop.',
        work: null,
      })
    }
    told.finish('run-2', COMPLETED)
    told.settle()
    expect(told.atWork()).toEqual(['run-1', 'run-3'])
    expect(told.reason('run-3')).toBe('Waiting for a worker.')
  })

  test('come back from runs that fail, are cancelled, or cannot be worked on', () => {
    const told = approved(4, 1)
    told.finish('run-1', { status: 'failed', reason: 'no', artifacts: [] })
    told.settle()
    expect(told.atWork()).toEqual(['run-2'])
    told.cancel('run-2')
    told.settle()
    expect(told.atWork()).toEqual(['run-3'])
    told.fail('run-3')
    told.settle()
    expect(told.atWork()).toEqual(['run-4'])
  })

  test('one that is cancelled while it waits is passed over', () => {
    const told = approved(3, 1)
    told.cancel('run-2')
    told.settle()
    told.finish('run-1', COMPLETED)
    told.settle()
    expect(told.atWork()).toEqual(['run-3'])
    expect(told.repo().places).toMatchObject({ atWork: ['run-3'], waiting: [] })
  })

  test('a run gives its place back while it waits for a person, and asks again to go on', () => {
    const told = approved(2, 1)
    told.finish('run-1', question('run-1'))
    told.settle()
    expect(told.run('run-1')).toMatchObject({ status: 'blocked', place: null })
    expect(told.atWork()).toEqual(['run-2'])
    const { itemId, subjectHash } = told.run('run-1').pending[0]!.item
    const { version } = told.run('run-1').pending[0]!
    const answer = { action: 'respond', reason: 'The first.', version, subjectHash, by }
    told.tell('run', 'run-1', { type: 'decide', itemId, ...answer })
    told.settle()
    expect(told.run('run-1')).toMatchObject({
      status: 'running',
      reason: 'Waits for a place: 1 run is at work on shop.',
    })
    told.finish('run-2', COMPLETED)
    told.settle()
    expect(told.atWork()).toEqual(['run-1'])
    expect(told.reason('run-1')).toBe('The agent goes on.')
    expect(told.begun).toEqual(['run-1', 'run-2', 'run-1'])
  })

  test('more of them, and those that wait begin; fewer, and nobody is stopped', () => {
    const told = approved(4, 1)
    told.max(3)
    told.settle()
    expect(told.atWork()).toEqual(['run-1', 'run-2', 'run-3'])
    told.max(1)
    told.finish('run-1', COMPLETED)
    told.settle()
    expect(told.atWork()).toEqual(['run-2', 'run-3'])
    told.max(null)
    told.settle()
    expect(told.atWork()).toHaveLength(3)
  })

  test('what is put back to work by hand does not wait, and counts', () => {
    const told = approved(2, 1)
    const { effectId } = told.run('run-1').work!
    told.fail('run-1')
    told.settle()
    expect(told.atWork()).toEqual(['run-2'])
    told.tell('run', 'run-1', { type: 'retry-effect', effectId, state: 'failed', by })
    told.settle()
    expect(told.repo().places?.atWork).toEqual(['run-2', 'run-1'])
    told.propose('run-3')
    told.decide('run-3', 'approve')
    told.settle()
    expect(told.reason('run-3')).toBe('Waits for a place: 2 runs are at work on shop.')
  })

  test('a repository that is gone gives none', () => {
    const told = scene()
    told.propose('run-1')
    const status = { type: 'set-repo-status', status: 'removed', unfinishedRuns: 0, ifVersion: null, by }
    told.tell('repo', REPO, status)
    told.decide('run-1', 'approve')
    told.settle()
    expect(told.run('run-1')).toMatchObject({
      status: 'failed',
      reason: 'Its repository is not registered with pm-bot any more.',
    })
  })

  test('whatever happens in whatever order: never more than there are, none is lost, nobody is forgotten', () => {
    const key = fc.integer({ min: 1, max: 6 }).map((n) => `run-${n}`)
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ does: fc.constant('serve'), nth: fc.nat(6) }) },
      {
        weight: 6,
        arbitrary: fc.record({
          does: fc.constantFrom('approve', 'finish', 'ask', 'fail', 'cancel', 'reject'),
          key,
        }),
      },
    )
    const most = fc.integer({ min: 1, max: 3 })
    fc.assert(
      fc.property(most, fc.array(step, { maxLength: 120 }), (max, steps) => {
        const told = scene()
        told.max(max)
        for (let n = 1; n <= 6; n += 1) told.propose(`run-${n}`)
        for (const each of steps) {
          if ('nth' in each) told.serve(each.nth)
          else {
            const { does, key } = each
            if (does === 'approve' || does === 'reject') decideOrAnswer(told, key, does)
            else if (does === 'finish') told.finish(key, COMPLETED)
            else if (does === 'ask') told.finish(key, question(key))
            else if (does === 'fail') told.fail(key)
            else told.cancel(key)
          }
          expect(told.atWork().length).toBeLessThanOrEqual(max)
        }
        // All that works comes to its end: whoever waits begins, and in the end everything is free.
        for (let rounds = 0; rounds < 20; rounds += 1) {
          told.settle()
          const { atWork, waiting } = told.repo().places!
          expect([...atWork].sort()).toEqual([...told.atWork()].sort())
          if (waiting.length > 0) expect(atWork).toHaveLength(max)
          for (const working of told.atWork()) told.finish(working, COMPLETED)
        }
        expect(told.repo().places).toMatchObject({ atWork: [], waiting: [] })
      }),
      { numRuns: 300 },
    )
  })
})

function decideOrAnswer(told: ReturnType<typeof scene>, key: string, does: 'approve' | 'reject') {
  const pending = told.run(key).pending[0]
  if (pending?.item.kind !== 'question' || does === 'reject') return told.decide(key, does)
  const { itemId, subjectHash } = pending.item
  const { version } = pending
  const answer = { action: 'respond', reason: 'Yes.', version, subjectHash, by }
  told.tell('run', key, { type: 'decide', itemId, ...answer })
}
