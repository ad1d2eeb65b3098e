import { MemorySaver } from '@langchain/langgraph-checkpoint'
import {
  type AgentOutcome,
  createRedactor,
  type InterruptAnswer,
  type Json,
  readSettings,
  TOOL_NAMES,
} from '@pm-bot/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adversaryGoal, type OpenAiDouble, openOpenAiDouble } from '../../../../tests/doubles/openai/index.ts'
import type { Performers } from '../agent-graph.ts'
import { requestOf } from '../agent-request.fixture.ts'
import { createAgentRunner } from '../agent-runner.ts'
import { openModels } from '../models/open-models.ts'
import { cloneWorld, hashOf } from './clone-world.fixture.ts'

const SEQUENCES = 200

let double: OpenAiDouble
beforeAll(async () => {
  double = await openOpenAiDouble()
})
afterAll(() => double.close())

const name = fc.oneof(
  fc.constantFrom(
    ...TOOL_NAMES,
    'ask_operator',
    'propose_change',
    'answer',
    'toString',
    '__proto__',
    'constructor',
  ),
  fc.string({ maxLength: 80 }),
)
const args = fc.oneof(
  fc.record(
    {
      path: fc.constantFrom('a', '../b', '/etc/passwd', '.git/config', 'README.md'),
      content: fc.string(),
      argv: fc.array(fc.constantFrom('sh', '-c', 'curl', 'evil'), { minLength: 1, maxLength: 3 }),
      network: fc.boolean(),
      question: fc.string({ minLength: 1, maxLength: 20 }),
      message: fc.string({ minLength: 1, maxLength: 20 }),
      query: fc.string({ minLength: 1, maxLength: 20 }),
      number: fc.integer({ min: -1, max: 3 }),
    },
    { requiredKeys: [] },
  ),
  fc.dictionary(fc.string({ maxLength: 10 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
)
const call = fc.oneof(
  { weight: 9, arbitrary: fc.record({ name, args }) },
  { weight: 1, arbitrary: fc.record({ name, raw: fc.string({ maxLength: 20 }) }) },
)
const sequence = fc.record({
  turns: fc.array(fc.array(call, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
  policy: fc.dictionary(fc.constantFrom(...TOOL_NAMES), fc.constantFrom('ask', 'deny'), { maxKeys: 8 }),
  answers: fc.array(fc.constantFrom('approve', 'reject', 'respond'), { minLength: 1, maxLength: 8 }),
})

test(`${SEQUENCES} sequences of calls that no model should make: each gets one result, and only what is allowed is done`, async () => {
  await fc.assert(fc.asyncProperty(sequence, playsByTheRules), { numRuns: SEQUENCES, seed: 6 })
  // A call without its result would have been refused.
  expect(double.log.problems()).toEqual([])
}, 240_000)

async function playsByTheRules({
  turns,
  policy,
  answers,
}: typeof sequence extends fc.Arbitrary<infer T> ? T : never) {
  const world = cloneWorld()
  world.policy = policy as typeof world.policy
  const made: { tool: string; args: Json }[] = []
  const performers = Object.fromEntries(
    TOOL_NAMES.map((tool) => [
      tool,
      { perform: async (given: Json) => `${tool} ${made.push({ tool, args: given })}` },
    ]),
  ) as unknown as Performers
  const saver = new MemorySaver()
  const runner = createAgentRunner({
    checkpoints: { prepare: async () => {}, forget: async () => {}, forAttempt: () => saver },
    models: openModels(readSettings({ OPENAI_BASE_URL: double.baseUrl })),
    performers,
    redactor: createRedactor([]),
  })
  const allowed: string[] = []
  const workbench = await world.attempt()
  const request = requestOf({
    runId: 'run',
    threadId: 'run',
    graphId: 'repo_change_proposer/v1',
    goal: adversaryGoal(turns),
    spec: { model: 'openai:adversary' },
    workbench: {
      ...workbench,
      async judgeCall(wanted, begin) {
        const verdict = await workbench.judgeCall(wanted, begin)
        if (begin && verdict.verdict === 'allow') allowed.push(JSON.stringify([wanted.tool, wanted.args]))
        return verdict
      },
    },
  })

  let outcome: AgentOutcome = await runner.run(request)
  for (let nth = 0; outcome.status === 'interrupted' && nth < 40; nth += 1) {
    const decided: InterruptAnswer[] = outcome.interrupts.map(
      ({ interruptId, checkpointId, request: asked }, index) => {
        const action = answers[(nth + index) % answers.length] as 'approve' | 'reject' | 'respond'
        const [item] = asked.kind === 'tool_call' ? asked.actions : []
        if (item && action === 'approve')
          world.approved.add(hashOf({ callId: item.callId!, tool: item.tool, args: item.args }))
        return { interruptId, checkpointId, parts: [{ action, decisionId: 'd', reason: 'So be it.' }] }
      },
    )
    outcome = await runner.resume(request, decided)
  }
  expect(outcome.status).not.toBe('interrupted')
  // The newest commits are part of what an agent begins with, unless a rule keeps them from it.
  if (policy.git_log === undefined) expect(made.shift()).toEqual({ tool: 'git_log', args: {} })
  expect(made.map(({ tool, args: given }) => JSON.stringify([tool, given]))).toEqual(allowed)
  for (const { tool } of made) expect(policy[tool]).not.toBe('deny')
  await world.close()
}
