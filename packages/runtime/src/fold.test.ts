import { describe, expect, test } from 'vitest'
import { defineActor, type Turn } from './define-actor.ts'
import { foldTurns } from './fold.ts'
import type { LockedActor, StoredMessage } from './ports.ts'

const NOW = '2026-01-01T00:00:00.000Z'

const teller = defineActor<
  string[],
  Partial<Turn<never>> & { say?: string; throws?: boolean },
  unknown,
  unknown
>({
  kind: 'teller',
  codeVersion: 3,
  initialState: ['start'],
  receive(state, { say = '', throws, ...rest }, context) {
    if (throws) throw new Error(say)
    return { ...rest, state: [...state, `${say}@${context.version}`] }
  },
})

const actor = (state?: unknown, version = 0): LockedActor => ({
  kind: 'teller',
  key: 'a',
  state,
  version,
  codeVersion: 1,
  suspected: false,
  careUntil: null,
})
const messages = (...bodies: object[]): StoredMessage[] =>
  bodies.map((body, n) => ({
    kind: 'teller',
    key: 'a',
    messageId: `m${n}`,
    seq: n,
    body,
    replyTo: null,
    attempts: 0,
    acceptedAt: '2026-01-01T00:00:00.000Z',
    crashes: 0,
  }))
const fold = (on: LockedActor, ...bodies: object[]) => foldTurns(teller, on, messages(...bodies), NOW)

describe('folding a batch', () => {
  test('hands the state on from turn to turn and numbers each', () => {
    const { record, failed } = fold(actor(['old'], 7), { say: 'x' }, { say: 'y' })
    expect(failed).toBeUndefined()
    expect(record).toMatchObject({
      state: ['old', 'x@8', 'y@9'],
      version: 9,
      codeVersion: 3,
      handled: ['m0', 'm1'],
    })
  })

  test('begins with the initial state when there was no turn yet, and only then', () => {
    expect(fold(actor(undefined), { say: 'x' }).record.state).toEqual(['start', 'x@1'])
    const nullable = defineActor<number | null, object, never, never>({
      kind: 'n',
      codeVersion: 1,
      initialState: 5,
      receive: (state) => ({ state }),
    })
    expect(foldTurns(nullable, actor(null), messages({}), NOW).record.state).toBeNull()
  })

  test('gathers all that the turns lead to, in order, each event with its turn', () => {
    const send = { to: { kind: 'k', key: 'b' }, message: 1 }
    const effect = { effectId: 'e', verb: 'v', queue: 'q', onLost: 'retry' as const, payload: null }
    const timer = { name: 't', dueAt: null }
    const { record } = fold(
      actor(),
      { events: ['e1', 'e2'], sends: [send, send], effects: [effect] },
      { events: ['e3'], sends: [send], cancelEffects: ['e'], timers: [timer] },
    )
    expect(record.events).toEqual([
      { event: 'e1', version: 1, messageId: 'm0', now: NOW },
      { event: 'e2', version: 1, messageId: 'm0', now: NOW },
      { event: 'e3', version: 2, messageId: 'm1', now: NOW },
    ])
    // Named after their message: a turn that is taken again sends the same ones.
    expect(record.sends.map(({ messageId }) => messageId)).toEqual(['m0>0', 'm0>1', 'm1>0'])
    expect(record).toMatchObject({ effects: [effect], cancelEffects: ['e'], timers: [timer] })
  })

  test('replies to those who wait for it', () => {
    const batch = messages({ reply: 'yes' }, { reply: 'unheard' }, {})
    batch[0]!.replyTo = 'r0'
    batch[2]!.replyTo = 'r2'
    expect(foldTurns(teller, actor(), batch, NOW).record.replies).toEqual([
      { requestId: 'r0', reply: 'yes' },
      { requestId: 'r2', reply: null },
    ])
  })

  test('stops at the first message that throws; what came before it stands', () => {
    const { record, failed } = fold(
      actor(),
      { say: 'x' },
      { say: 'bad', throws: true, sends: [] },
      { say: 'z' },
    )
    expect(record).toMatchObject({ state: ['start', 'x@1'], version: 1, handled: ['m0'] })
    expect(failed).toMatchObject({ message: { messageId: 'm1' }, error: new Error('bad') })
  })

  test('tells a handler who and when it is, and gives it fresh ids', () => {
    const contexts: unknown[] = []
    const curious = defineActor<null, object, never, never>({
      kind: 'c',
      codeVersion: 1,
      initialState: null,
      receive(state, _, { newId, ...context }) {
        contexts.push(context)
        expect(newId()).not.toBe(newId())
        return { state }
      },
    })
    foldTurns(curious, { ...actor(), kind: 'c' }, messages({}), NOW)
    expect(contexts).toEqual([{ self: { kind: 'c', key: 'a' }, messageId: 'm0', version: 1, now: NOW }])
  })
})
