import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileCheckpoints } from '@pm-bot/checkpoints'
import type {
  AgentOutcome,
  CliAgentSpec,
  CommandRequest,
  InterruptAnswer,
  PartAnswer,
  Workbench,
} from '@pm-bot/domain'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { changeset, requestOf, success } from './agent-request.fixture.ts'
import { createAgentRunner } from './agent-runner.ts'
import { runCommand } from './run-command.ts'
import { openSandbox } from './sandbox/open-sandbox.ts'
import { makePlaces, SYSTEM_PATH } from './sandbox/places.fixture.ts'
import type { Places, Sandbox } from './sandbox/sandbox.ts'

let places: Places
let sandbox: Sandbox
let bin: string
let calls: string[]
let requests: CommandRequest[]
let transcript: string
let runner: ReturnType<typeof createAgentRunner>

beforeEach(async () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'pm-bot-cli-agent-')))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  places = makePlaces(directory)
  bin = join(directory, 'bin')
  mkdirSync(bin)
  sandbox = await openSandbox({ path: `${bin}:${SYSTEM_PATH}` })
  const checkpoints = fileCheckpoints({
    directory: join(directory, 'checkpoints'),
    assertLease: async () => {},
  })
  runner = createAgentRunner({ checkpoints })
  calls = []
  requests = []
})

/** A tiny agent, as it lies on somebody's PATH. */
const install = (name: string, script: string) =>
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })

function workbench(overrides: Partial<Workbench> = {}): Workbench {
  return {
    ...requestOf().workbench,
    async runCommand(request) {
      requests.push(request)
      const { argv, network, timeoutMs } = request
      const { output, aborted: _, ...end } = await runCommand({ argv, sandbox, places, network, timeoutMs })
      transcript = Buffer.from(output).toString()
      return { ...end, log: { ...success.log, kind: 'transcript' } }
    },
    async collectChanges(message) {
      calls.push(`collect ${message}`)
      return existsSync(join(places.clone, 'done')) ? changeset : null
    },
    async keepWork() {
      calls.push('keep')
      return { baseSha: 'base', bundle: null }
    },
    async restoreWork() {
      calls.push('restore')
    },
    ...overrides,
  }
}
const request = (spec: CliAgentSpec, overrides: Partial<Workbench> = {}) =>
  requestOf({ graphId: 'cli_agent/v1', goal: 'Tidy up', spec: spec as never }, workbench(overrides))
const answer = (
  outcome: AgentOutcome,
  part: Partial<PartAnswer> & Pick<PartAnswer, 'action'>,
): InterruptAnswer => {
  if (outcome.status !== 'interrupted')
    throw new Error(`expected an interrupt, got ${JSON.stringify(outcome)}`)
  const { interruptId, checkpointId } = outcome.interrupts[0]!
  return { interruptId, checkpointId, parts: [{ decisionId: 'd', ...part }] }
}

test('an agent works on the goal in the clone, and its change is asked about', async () => {
  install('claude', 'echo "I was asked: $4"; echo "$HOME"; echo x > done')
  const outcome = await runner.run(request({ agent: 'claude-code', timeoutSeconds: 60, network: false }))
  expect(outcome).toMatchObject({
    status: 'interrupted',
    interrupts: [{ request: { kind: 'changeset_apply', changeset } }],
  })
  expect(requests[0]).toMatchObject({
    argv: [
      'claude',
      '--print',
      '--permission-mode',
      'acceptEdits',
      expect.stringMatching(/^Goal: Tidy up\n\n/),
    ],
    network: false,
    timeoutMs: 60_000,
    as: 'cli-agent',
  })
  expect(transcript).toMatch(/^I was asked: Goal: Tidy up\n/)
  expect(calls).toEqual(['collect Tidy up', 'keep'])

  const approved = answer(outcome, { action: 'approve', commitSha: '0123456789abcdef' })
  expect(await runner.resume(request({ agent: 'claude-code' }), [approved])).toMatchObject({
    status: 'completed',
    summary: expect.stringContaining('commit 0123456789ab'),
  })
})

test('asked for another change it is started again, where it stopped and with the words', async () => {
  install('codex', 'echo "$@" >> done')
  const spec: CliAgentSpec = { agent: 'codex' }
  const first = await runner.run(request(spec))
  const second = await runner.resume(request(spec), [
    answer(first, { action: 'respond', reason: 'Shorter, please' }),
  ])
  expect(calls).toEqual(['collect Tidy up', 'keep', 'restore', 'collect Tidy up', 'keep'])
  expect(readFileSync(join(places.clone, 'done'), 'utf8')).toContain('asks for this: Shorter, please')
  const rejected = answer(second, { action: 'reject', reason: 'No' })
  expect(await runner.resume(request(spec), [rejected])).toEqual({
    status: 'failed',
    reason: 'the change was not approved: No',
  })
})

test.each<[CliAgentSpec, RegExp]>([
  [
    { agent: 'claude-code' },
    /^set-up needed: the program “claude” was not found\. Install Claude Code .* PATH.* PMBOT_CLI_AGENT_HOME/,
  ],
  [{ agent: 'codex' }, /“codex” was not found\. Install Codex/],
  [{ agent: 'gemini' }, /“gemini” was not found\. Install Gemini CLI/],
  [{ agent: 'custom', command: ['my-agent', '{prompt}'] }, /“my-agent” was not found\. Install it/],
])('what is not installed is said to need set-up: %j', async (spec, reason) => {
  expect(await runner.run(request(spec))).toEqual({ status: 'failed', reason: expect.stringMatching(reason) })
})

test('a command of one’s own gets the goal where it says, and no shell', async () => {
  install('my-agent', 'printf "%s\\n" "$1" > done')
  const goal = '$(touch /tmp/x) $& {prompt}'
  await runner.run({ ...request({ agent: 'custom', command: ['my-agent', '--goal={prompt}'] }), goal })
  expect(readFileSync(join(places.clone, 'done'), 'utf8')).toMatch(
    /^--goal=Goal: \$\(touch \/tmp\/x\) \$& \{prompt\}\n/,
  )
})

test('an agent that fails, runs too long or changes nothing', async () => {
  install('gemini', 'echo "no quota left"; exit 7')
  expect(await runner.run(request({ agent: 'gemini' }))).toEqual({
    status: 'failed',
    reason: 'the command exited with code 7: no quota left',
  })
  install('codex', 'sleep 60')
  expect(await runner.run({ ...request({ agent: 'codex', timeoutSeconds: 1 }), threadId: 'slow' })).toEqual({
    status: 'failed',
    reason: 'the command ran longer than 1 s and was stopped',
  })
  install('claude', 'echo nothing to do')
  expect(await runner.run({ ...request({ agent: 'claude-code' }), threadId: 'idle' })).toEqual({
    status: 'completed',
    summary: 'The agent changed nothing.',
  })
})

test('its time is reserved before and settled after; a limit that is reached is asked about', async () => {
  install('codex', 'echo x > done')
  const spec: CliAgentSpec = { agent: 'codex', timeoutSeconds: 60 }
  const shortfall = {
    scope: { kind: 'run', key: 'run' },
    measure: 'seconds',
    limit: 10,
    spent: 0,
    reserved: 0,
    needed: 60,
  } as const
  let extended = false
  const money: string[] = []
  const budget: Partial<Workbench> = {
    async reserve({ callId, seconds }) {
      money.push(`reserve ${callId} ${seconds}`)
      if (!extended) return { status: 'exhausted', shortfall, sentence: 'It is used up.' }
      return { status: 'granted', reservationId: 'r', warnings: [] }
    },
    settle: async (id, { seconds }) => {
      money.push(`settle ${id} ${seconds > 0}`)
      return null
    },
  }
  const asked = await runner.run(request(spec, budget))
  expect(asked).toMatchObject({ interrupts: [{ request: { kind: 'spend', ...shortfall } }] })
  expect(requests).toEqual([])
  extended = true
  const outcome = await runner.resume(request(spec, budget), [answer(asked, { action: 'approve' })])
  expect(outcome).toMatchObject({ interrupts: [{ request: { kind: 'changeset_apply' } }] })
  expect(money).toEqual(['reserve cli-agent-1 60', 'reserve cli-agent-1 60', 'settle r true'])

  extended = false
  const again = { ...request(spec, budget), threadId: 'other' }
  const stopped = answer(await runner.run(again), { action: 'reject' })
  expect(await runner.resume(again, [stopped])).toEqual({
    status: 'failed',
    reason: 'budget: It is used up.',
  })
})

test('a spec that went round its schema is refused', async () => {
  for (const spec of [
    {},
    { agent: 'constructor' },
    { agent: 'custom' },
    { agent: 'custom', command: ['x', 'y'] },
  ]) {
    await expect(runner.run(request(spec as CliAgentSpec))).rejects.toThrow(/needs an agent/)
  }
  expect(requests).toEqual([])
})
