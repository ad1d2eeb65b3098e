import { Annotation, END, interrupt, type Runtime, START, StateGraph } from '@langchain/langgraph'
import { type Checkpoints, LeaseLostError } from '@pm-bot/checkpoints'
import type { AgentCheckpoint, AgentOutcome, InterruptRequest, PartAnswer } from '@pm-bot/domain'
import { StepGoneError } from '@pm-bot/domain'
import { beforeEach, expect, test } from 'vitest'
import { type AgentContext, AgentContextSchema, type AgentGraph, endChannel } from './agent-graph.ts'
import { changeset, requestOf } from './agent-request.fixture.ts'
import { createAgentRunner } from './agent-runner.ts'

interface Storage {
  checkpoints: Checkpoints
  lease(runId: string, epoch: number): Promise<void>
}

const State = Annotation.Root({
  notes: Annotation<string[], string[]>({ reducer: (known, more) => [...known, ...more], default: () => [] }),
  heardTo: Annotation<number>({ reducer: (_, to) => to, default: () => 0 }),
  request: Annotation<InterruptRequest | null>({ reducer: (_, request) => request, default: () => null }),
  end: endChannel,
})
type State = typeof State.State

/** Notes the goal, asks, notes the answer, proposes a change, and ends with all its notes. */
const noting: AgentGraph = (checkpointer) =>
  new StateGraph(State, AgentContextSchema)
    .addNode('read', (_: State, { context }: Runtime<AgentContext>) => ({
      notes: [`read for ${context!.goal}`],
      heardTo: 3,
    }))
    .addNode('ask', () => {
      const question: InterruptRequest = { kind: 'question', question: 'Which one?' }
      const { reason = '' } = interrupt<InterruptRequest, PartAnswer>(question)
      return { notes: [reason] }
    })
    .addNode('propose', () => ({ request: { kind: 'changeset_apply', changeset } as InterruptRequest }))
    .addNode('finish', ({ notes }: State) => ({
      end: { status: 'completed' as const, summary: notes.join('; ') },
    }))
    .addEdge(START, 'read')
    .addEdge('read', 'ask')
    .addEdge('ask', 'propose')
    .addEdge('propose', 'finish')
    .addEdge('finish', END)
    .compile({ checkpointer })

/** A thread that begins with a step of another, on one kind of checkpoints. */
export function describeForks(openStorage: () => Promise<Storage>): void {
  let storage: Storage
  let source: string
  beforeEach(async () => {
    storage = await openStorage()
    source = await leased()
    const outcome = await runner().run(of(source))
    await runner().resume(of(source), [answerOf(outcome, 'the first')])
  })

  const leased = async () => {
    const runId = `run-${crypto.randomUUID()}`
    await storage.lease(runId, 1)
    return runId
  }
  const runner = () => createAgentRunner({ checkpoints: storage.checkpoints, graphs: { noting } })
  const of = (runId: string, more = {}) =>
    requestOf({ runId, threadId: runId, graphId: 'noting', goal: 'tidiness', ...more })
  const answerOf = (outcome: AgentOutcome, reason: string) => {
    if (outcome.status !== 'interrupted') throw new Error(`it is ${outcome.status}`)
    const { interruptId, checkpointId } = outcome.interrupts[0]!
    return {
      interruptId,
      checkpointId,
      parts: [{ action: 'respond' as const, decisionId: 'decision', reason }],
    }
  }
  const before = async (node: string, runId = source): Promise<AgentCheckpoint> => {
    const found = (await runner().history(of(runId))).find(({ nodes }) => nodes.includes(node))
    if (!found) throw new Error(`no step before ${node}`)
    return found
  }
  const fork = async (checkpoint: AgentCheckpoint, runId: string, more = {}) =>
    await runner().fork(of(runId, more), { threadId: source, checkpointId: checkpoint.checkpointId })

  test('its steps are told, with what comes next, what they wait for, and where nothing can begin', async () => {
    const history = await runner().history(of(source))
    expect(
      history.map(({ step, nodes, waitsFor, heardTo, unfit }) => ({ step, nodes, waitsFor, heardTo, unfit })),
    ).toEqual([
      { step: -1, nodes: ['__start__'], waitsFor: [], heardTo: 0, unfit: null },
      { step: 0, nodes: ['read'], waitsFor: [], heardTo: 0, unfit: null },
      { step: 1, nodes: ['ask'], waitsFor: ['question'], heardTo: 3, unfit: null },
      { step: 2, nodes: ['propose'], waitsFor: [], heardTo: 3, unfit: null },
      {
        step: 3,
        nodes: ['finish'],
        waitsFor: [],
        heardTo: 3,
        unfit: expect.stringMatching(/proposed already/),
      },
      { step: 4, nodes: [], waitsFor: [], heardTo: 3, unfit: expect.stringMatching(/come to its end/) },
    ])
    expect(await runner().history(of(await leased()))).toEqual([])
  })

  test('a fork goes on from its step, and asks again what was answered in the other run', async () => {
    const forked = await leased()
    await fork(await before('ask'), forked)
    const outcome = await runner().run(of(forked, { goal: 'beauty' }))
    expect(outcome).toMatchObject({ status: 'interrupted', interrupts: [{ request: { kind: 'question' } }] })
    expect(await runner().resume(of(forked), [answerOf(outcome, 'the second')])).toEqual({
      status: 'completed',
      summary: 'read for tidiness; the second',
    })
    // The other run is as it was.
    expect(await runner().run(of(source))).toMatchObject({ summary: 'read for tidiness; the first' })
  })

  test('from a step behind the answer, or from the very beginning', async () => {
    const behind = await leased()
    await fork(await before('propose'), behind)
    expect(await runner().run(of(behind))).toMatchObject({ summary: 'read for tidiness; the first' })
    for (const node of ['__start__', 'read']) {
      const anew = await leased()
      await fork(await before(node), anew)
      const outcome = await runner().run(of(anew, { goal: 'beauty' }))
      expect(await runner().resume(of(anew), [answerOf(outcome, 'x')])).toMatchObject({
        summary: 'read for beauty; x',
      })
    }
  })

  test('done twice it is done once: a thread that has begun stays as it is', async () => {
    const forked = await leased()
    await fork(await before('ask'), forked)
    const outcome = await runner().run(of(forked))
    await fork(await before('read'), forked)
    expect(await runner().run(of(forked))).toEqual(outcome)
  })

  test('a fork can be forked, also when the first run is forgotten', async () => {
    const forked = await leased()
    await fork(await before('ask'), forked)
    await runner().run(of(forked))
    await storage.checkpoints.forget(source)
    const again = await leased()
    const { checkpointId } = await before('ask', forked)
    await runner().fork(of(again), { threadId: forked, checkpointId })
    expect(await runner().run(of(again))).toMatchObject({ status: 'interrupted' })
  })

  test('a step that is gone says so', async () => {
    const step = await before('ask')
    await storage.checkpoints.forget(source)
    await expect(fork(step, await leased())).rejects.toThrow(StepGoneError)
  })

  test('an attempt that lost its run copies nothing', async () => {
    const forked = await leased()
    await storage.lease(forked, 2)
    await expect(fork(await before('ask'), forked)).rejects.toThrow(LeaseLostError)
    expect(await runner().history(of(forked, { epoch: 2 }))).toEqual([])
  })
}
