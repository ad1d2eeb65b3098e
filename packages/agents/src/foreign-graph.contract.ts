import { Annotation, END, interrupt, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph'
import type { HumanInterrupt, HumanResponse } from '@langchain/langgraph/prebuilt'
import type { Checkpoints } from '@pm-bot/checkpoints'
import type { AgentInterrupt, AgentOutcome, InterruptAnswer, PartAnswer } from '@pm-bot/domain'
import { beforeEach, describe, expect, test } from 'vitest'
import { requestOf } from './agent-request.fixture.ts'
import { createAgentRunner } from './agent-runner.ts'
import { foreignGraph } from './foreign-graph.ts'

interface Storage {
  checkpoints: Checkpoints
  lease(runId: string, epoch: number): Promise<void>
}

const State = Annotation.Root({
  ...MessagesAnnotation.spec,
  answers: Annotation<Record<string, unknown>>({
    reducer: (known, more) => ({ ...known, ...more }),
    default: () => ({}),
  }),
})

const inboxRequest = (action: string): HumanInterrupt => ({
  action_request: { action, args: { to: 'ann@example.org', copies: 2 } },
  config: { allow_ignore: true, allow_respond: true, allow_edit: true, allow_accept: true },
  description: `May I ${action}?`,
})

/** As people write them for LangGraph, with not a word of pm-bot: four questions at once, in all the words there are. */
const theirs = foreignGraph((checkpointer) =>
  new StateGraph(State)
    .addNode('list', async () => {
      const [response] = interrupt<HumanInterrupt[], HumanResponse[]>([inboxRequest('send_mail')])
      return { answers: { list: response } }
    })
    .addNode('single', async () => {
      const response = interrupt<HumanInterrupt, HumanResponse[]>(inboxRequest('post'))[0]
      return { answers: { single: response } }
    })
    .addNode('hitl', async () => {
      const { decisions } = interrupt({
        actionRequests: [
          { name: 'delete_file', args: { path: 'a', times: 1 }, description: 'Deletes a.' },
          { name: 'delete_file', args: { path: 'b', times: 1 } },
        ],
        reviewConfigs: [{ actionName: 'delete_file', allowedDecisions: ['approve', 'edit', 'reject'] }],
      })
      return { answers: { hitl: decisions } }
    })
    .addNode('plain', async () => ({ answers: { plain: interrupt('What is your name?') } }))
    .addNode('report', async ({ messages, answers }) => ({
      messages: [{ role: 'assistant', content: JSON.stringify({ goal: messages[0]!.text, answers }) }],
    }))
    .addEdge(START, 'list')
    .addEdge(START, 'single')
    .addEdge(START, 'hitl')
    .addEdge(START, 'plain')
    .addEdge(['list', 'single', 'hitl', 'plain'], 'report')
    .addEdge('report', END)
    .compile({ checkpointer }),
)

/** A graph that was written for others runs unchanged, on one kind of checkpoints. */
export function describeForeignGraphs(openStorage: () => Promise<Storage>): void {
  describe('a foreign graph', () => {
    let storage: Storage
    let runId: string
    beforeEach(async () => {
      storage = await openStorage()
      runId = `run-${crypto.randomUUID()}`
      await storage.lease(runId, 1)
    })
    const runner = () =>
      createAgentRunner({ checkpoints: storage.checkpoints, graphs: { 'theirs/v1': theirs } })
    const request = () => requestOf({ runId, threadId: runId, graphId: 'theirs/v1', goal: 'Do it' })
    const interruptsOf = (outcome: AgentOutcome): AgentInterrupt[] => {
      if (outcome.status !== 'interrupted') throw new Error(`expected interrupts, got ${outcome.status}`)
      return outcome.interrupts
    }
    const asking = (interrupts: AgentInterrupt[], what: string): AgentInterrupt =>
      interrupts.find(({ request: asked }) => JSON.stringify(asked).includes(what))!
    const answer = (
      { interruptId, checkpointId }: AgentInterrupt,
      ...parts: Partial<PartAnswer>[]
    ): InterruptAnswer => ({
      interruptId,
      checkpointId,
      parts: parts.map((part) => ({ action: 'approve', decisionId: 'd', ...part })),
    })

    test('asks in its own words, which are read', async () => {
      const interrupts = interruptsOf(await runner().run(request()))
      const action = (tool: string) => ({
        callId: null,
        tool,
        args: { to: 'ann@example.org', copies: 2 },
        description: `May I ${tool}?`,
        allowed: ['approve', 'edit', 'reject', 'respond'],
      })
      const file = (path: string, description: string | null) => ({
        callId: null,
        tool: 'delete_file',
        args: { path, times: 1 },
        description,
        allowed: ['approve', 'edit', 'reject'],
      })
      expect(asking(interrupts, 'send_mail').request).toEqual({
        kind: 'tool_call',
        format: 'agent-inbox-list',
        actions: [action('send_mail')],
      })
      expect(asking(interrupts, 'May I post').request).toEqual({
        kind: 'tool_call',
        format: 'agent-inbox',
        actions: [action('post')],
      })
      expect(asking(interrupts, 'delete_file').request).toEqual({
        kind: 'tool_call',
        format: 'hitl',
        actions: [file('a', 'Deletes a.'), file('b', null)],
      })
      expect(asking(interrupts, 'your name').request).toEqual({
        kind: 'question',
        question: 'What is your name?',
      })
      expect(new Set(interrupts.map(({ interruptId }) => interruptId)).size).toBe(4)
    })

    test('is answered in its own words, by ids, whatever their order', async () => {
      const interrupts = interruptsOf(await runner().run(request()))
      const answers = [
        answer(asking(interrupts, 'your name'), { action: 'respond', reason: 'Ann' }),
        answer(
          asking(interrupts, 'delete_file'),
          { action: 'reject', reason: 'keep it' },
          { action: 'edit', payload: { path: 'c', times: 3 } },
        ),
        answer(asking(interrupts, 'May I post'), { action: 'reject' }),
        answer(asking(interrupts, 'send_mail'), {}),
      ]
      const outcome = await runner().resume(request(), answers)
      if (outcome.status !== 'completed') throw new Error(outcome.status)
      expect(JSON.parse(outcome.summary)).toEqual({
        goal: 'Do it',
        answers: {
          list: { type: 'accept', args: { action: 'send_mail', args: { to: 'ann@example.org', copies: 2 } } },
          single: { type: 'ignore', args: null },
          hitl: [
            { type: 'reject', message: 'keep it' },
            { type: 'edit', editedAction: { name: 'delete_file', args: { path: 'c', times: 3 } } },
          ],
          plain: 'Ann',
        },
      })
      expect(await runner().resume(request(), answers)).toEqual(outcome)
      expect(await runner().run(request())).toEqual(outcome)
    })

    test('waits on with what has no answer yet', async () => {
      const interrupts = interruptsOf(await runner().run(request()))
      const rest = interruptsOf(
        await runner().resume(request(), [
          answer(asking(interrupts, 'May I post'), {
            action: 'edit',
            payload: { to: 'bob@example.org', copies: 1 },
          }),
          answer(asking(interrupts, 'send_mail'), { action: 'respond', reason: 'Later.' }),
        ]),
      )
      expect(rest.map(({ request: asked }) => asked.kind).sort()).toEqual(['question', 'tool_call'])
      const outcome = await runner().resume(request(), [
        answer(asking(rest, 'your name'), { action: 'respond', reason: 'Ann' }),
        answer(asking(rest, 'delete_file'), {}, {}),
      ])
      expect(outcome).toMatchObject({ status: 'completed', summary: expect.stringContaining('"response"') })
      expect(JSON.parse((outcome as { summary: string }).summary).answers.single).toEqual({
        type: 'edit',
        args: { action: 'post', args: { to: 'bob@example.org', copies: 1 } },
      })
    })
  })
}
