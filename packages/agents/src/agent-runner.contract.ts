import { type Checkpoints, LeaseLostError } from '@pm-bot/checkpoints'
import type {
  AgentInterrupt,
  AgentOutcome,
  AgentRequest,
  CommandReport,
  InterruptAnswer,
  RunCommandSpec,
} from '@pm-bot/domain'
import { UnbundleableChangeError } from '@pm-bot/domain'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { changeset, requestOf, success } from './agent-request.fixture.ts'
import { createAgentRunner } from './agent-runner.ts'
import { crashingCheckpoints } from './crashing-checkpoints.fixture.ts'

interface Storage {
  checkpoints: Checkpoints
  lease(runId: string, epoch: number): Promise<void>
}

const failure = (report: Partial<CommandReport>): CommandReport => ({ ...success, exitCode: null, ...report })

/** What `@pm-bot/domain` promises of an AgentRunner, on one kind of checkpoints. */
export function describeAgentRunner(openStorage: () => Promise<Storage>): void {
  let storage: Storage
  let runId: string
  let calls: string[]
  beforeEach(async () => {
    storage = await openStorage()
    runId = `run-${crypto.randomUUID()}`
    calls = []
    await storage.lease(runId, 1)
  })

  const workbench = (overrides: Partial<AgentRequest['workbench']> = {}): AgentRequest['workbench'] => ({
    ...requestOf().workbench,
    mayGoOn: async () => {
      calls.push('may go on')
      return { steering: [] }
    },
    runCommand: async ({ argv, timeoutMs, network }) => {
      calls.push(`run ${argv.join(' ')} for ${timeoutMs}${network ? '' : ' offline'}`)
      return success
    },
    collectChanges: async (message) => {
      calls.push(`collect ${message}`)
      return changeset
    },
    ...overrides,
  })
  const command: RunCommandSpec = { command: ['make', 'tidy'] }
  const attempt = (overrides: Partial<AgentRequest> = {}) =>
    requestOf({ runId, threadId: runId, workbench: workbench(), ...overrides })
  const run = (overrides?: Partial<AgentRequest>, checkpoints = storage.checkpoints) =>
    createAgentRunner({ checkpoints }).run(attempt(overrides))
  const resume = (answer: InterruptAnswer, checkpoints = storage.checkpoints) =>
    createAgentRunner({ checkpoints }).resume(attempt(), [answer])

  const interruptOf = (outcome: AgentOutcome): AgentInterrupt => {
    if (outcome.status !== 'interrupted') throw new Error(`expected an interrupt, got ${outcome.status}`)
    expect(outcome.interrupts).toHaveLength(1)
    return outcome.interrupts[0]!
  }
  const approvalOf = ({ interruptId, checkpointId }: AgentInterrupt): InterruptAnswer => ({
    interruptId,
    checkpointId,
    parts: [
      {
        action: 'approve',
        decisionId: 'decision',
        commitSha: '0123456789abcdef0123456789abcdef01234567',
      },
    ],
  })
  const applied: AgentOutcome = {
    status: 'completed',
    summary: 'The change is commit 0123456789ab on the branch pm-bot/run.',
  }
  const executed = ['may go on', 'run make tidy for 600000', 'collect Tidy up']

  test('runs the command, collects the change and asks whether it may be applied', async () => {
    const outcome = await run()
    expect(interruptOf(outcome)).toEqual({
      interruptId: expect.stringMatching(/^[0-9a-f]{32}$/),
      checkpointId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      request: { kind: 'changeset_apply', changeset },
    })
    expect(calls).toEqual(executed)
  })

  test('takes time limit, network and message from the spec', async () => {
    await run({ spec: { ...command, timeoutSeconds: 60, network: false, message: 'Said so' } })
    expect(calls).toEqual(['may go on', 'run make tidy for 60000 offline', 'collect Said so'])
  })

  test('an approved change completes the run, once', async () => {
    const answer = approvalOf(interruptOf(await run()))
    expect(await resume(answer)).toEqual(applied)
    expect(await resume(answer)).toEqual(applied)
    expect(await run()).toEqual(applied)
    expect(calls).toEqual(executed)
  })

  test('run on a thread that waits for a person gives the same question again', async () => {
    const first = await run()
    expect(await run()).toEqual(first)
    expect(calls).toEqual(executed)
  })

  test('an attempt that goes on behind the command recalls what the first one kept', async () => {
    await run()
    const recalled: string[] = []
    const recall: AgentRequest['workbench']['recall'] = ({ kind }) => void recalled.push(kind)
    await run({ workbench: workbench({ recall }) })
    expect(recalled).toEqual(['log'])
  })

  test('an answer is taken by a process whose clock is a day behind', async () => {
    const answer = approvalOf(interruptOf(await run()))
    const yesterday = Date.now() - 86_400_000
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => yesterday)
    try {
      expect(await resume(answer)).toEqual(applied)
      expect(await run()).toEqual(applied)
    } finally {
      clock.mockRestore()
    }
  })

  test('a change that is not approved fails the run', async () => {
    const answer = approvalOf(interruptOf(await run()))
    expect(
      await resume({ ...answer, parts: [{ action: 'reject', decisionId: 'd', reason: 'too wide' }] }),
    ).toEqual({
      status: 'failed',
      reason: 'the change was not approved: too wide',
    })
  })

  test('an answer to another question is not taken', async () => {
    const outcome = await run()
    const answer = approvalOf(interruptOf(outcome))
    expect(await resume({ ...answer, checkpointId: 'another' })).toEqual(outcome)
    expect(await resume({ ...answer, interruptId: '0'.repeat(32) })).toEqual(outcome)
    expect(await resume(answer)).toEqual(applied)
  })

  test('resume on a thread that never started is an error', async () => {
    const answer = {
      interruptId: 'i',
      checkpointId: 'c',
      parts: [{ action: 'approve', decisionId: 'd' }],
    } as const
    await expect(resume(answer)).rejects.toThrow(/has no checkpoint/)
  })

  test('no change completes the run', async () => {
    const outcome = await run({ workbench: workbench({ collectChanges: async () => null }) })
    expect(outcome).toEqual({ status: 'completed', summary: 'The command changed nothing.' })
    expect(await run()).toEqual(outcome)
  })

  test.each<[string, Partial<CommandReport>]>([
    ['the command exited with code 3: no rule', { exitCode: 3, tail: 'make\nno rule\n' }],
    ['the command exited with code 1', { exitCode: 1, tail: '' }],
    ['the command ran longer than 60 s and was stopped', { signal: 'SIGTERM', limit: 'time' }],
    ['the command ran longer than 60 s and was stopped', { exitCode: 0, limit: 'time' }],
    ['the command used too much memory and was stopped', { signal: 'SIGKILL', limit: 'memory' }],
    ['the command was ended by SIGSEGV: ouch', { signal: 'SIGSEGV', tail: 'ouch' }],
    ['the program “foo” was not found', { spawnError: 'the program “foo” was not found', tail: '' }],
  ])('fails with a sentence: %s', async (reason, report) => {
    const runCommand = async () => failure(report)
    const spec = { ...command, timeoutSeconds: 60 }
    expect(await run({ spec, workbench: workbench({ runCommand }) })).toEqual({ status: 'failed', reason })
    expect(calls).toEqual(['may go on'])
  })

  test('a change that cannot be a commit fails the run with its sentence', async () => {
    const collectChanges = async () => {
      throw new UnbundleableChangeError('vendor/ is a repository of its own')
    }
    expect(await run({ workbench: workbench({ collectChanges }) })).toEqual({
      status: 'failed',
      reason: 'vendor/ is a repository of its own',
    })
  })

  test('an unexpected error reaches the caller as it is, and the next attempt starts over', async () => {
    const broken = new Error('disk full')
    const runCommand = async () => {
      throw broken
    }
    await expect(run({ workbench: workbench({ runCommand }) })).rejects.toBe(broken)
    interruptOf(await run())
    expect(calls).toEqual(['may go on', ...executed])
  })

  test('refuses a graph that does not exist and a spec that went round its schema', async () => {
    await expect(run({ graphId: 'run_command/v0' })).rejects.toThrow(/no graph run_command\/v0/)
    await expect(run({ spec: { command: [] } })).rejects.toThrow(/needs a command/)
    await expect(run({ spec: { ...command, timeoutSeconds: 0.5 } })).rejects.toThrow(/timeoutSeconds/)
    expect(calls).toEqual([])
  })

  test('an abort ends it with its reason, after the command has ended and before anything else', async () => {
    const abort = new AbortController()
    const runCommand: AgentRequest['workbench']['runCommand'] = async () => {
      abort.abort(new Error('cancelled by the operator'))
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
      calls.push('command ended')
      return success
    }
    const request = { signal: abort.signal, workbench: workbench({ runCommand }) }
    await expect(run(request)).rejects.toThrow('cancelled by the operator')
    expect(calls).toEqual(['may go on', 'command ended'])
    await expect(run(request)).rejects.toThrow('cancelled by the operator')
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
    expect(calls).toEqual(['may go on', 'command ended'])
  })

  test('an attempt that is told to stop hands that on', async () => {
    const stop = new DOMException('the run was cancelled', 'AbortError')
    const mayGoOn = async () => {
      throw stop
    }
    await expect(run({ workbench: workbench({ mayGoOn }) })).rejects.toBe(stop)
  })

  test('an attempt that lost its lease stops, and the owner goes on', async () => {
    const runCommand = async () => {
      await storage.lease(runId, 2)
      return success
    }
    await expect(run({ workbench: workbench({ runCommand }) })).rejects.toBeInstanceOf(LeaseLostError)
    interruptOf(await run({ epoch: 2 }))
    expect(calls.filter((call) => call.startsWith('run'))).toHaveLength(1)
  })

  describe('when its process dies', () => {
    /** Dies before its nth write, for every n that there is. Returns how many there were. */
    async function dyingEverywhere(
      prepare: () => Promise<(checkpoints: Checkpoints) => Promise<AgentOutcome>>,
    ) {
      for (let writes = 0; ; writes += 1) {
        runId = `run-${crypto.randomUUID()}`
        calls = []
        await storage.lease(runId, 1)
        const doWork = await prepare()
        const dying = crashingCheckpoints(storage.checkpoints, writes)
        const first = await doWork(dying.checkpoints).catch((error: unknown) => error)
        await dying.settled()
        const outcome = await doWork(storage.checkpoints)
        if (!dying.hasCrashed()) {
          expect(outcome).toEqual(first)
          return writes
        }
        expect(first).toBeInstanceOf(Error)
        expect((first as Error).message).toBe('killed')
        expect(calls.length === executed.length || calls.length === 2 * executed.length).toBe(true)
        const end =
          outcome.status === 'interrupted' ? await resume(approvalOf(interruptOf(outcome))) : outcome
        expect(end).toEqual(applied)
      }
    }

    test('at any write of its run, the next attempt goes on from there', async () => {
      const writes = await dyingEverywhere(async () => async (checkpoints) => {
        const outcome = await run({}, checkpoints)
        interruptOf(outcome)
        return outcome
      })
      expect(writes).toBeGreaterThanOrEqual(4)
    })

    test('at any write of its answer, the answer is taken once', async () => {
      const writes = await dyingEverywhere(async () => {
        const answer = approvalOf(interruptOf(await run()))
        return async (checkpoints) => {
          const outcome = await resume(answer, checkpoints)
          expect(outcome).toEqual(applied)
          return outcome
        }
      })
      expect(writes).toBeGreaterThanOrEqual(4)
    })

    test('once the answer’s step has its result, the answer is not asked for again', async () => {
      const statuses: string[] = []
      for (let writes = 0, hasCrashed = true; hasCrashed; writes += 1) {
        runId = `run-${crypto.randomUUID()}`
        await storage.lease(runId, 1)
        const answer = approvalOf(interruptOf(await run()))
        const dying = crashingCheckpoints(storage.checkpoints, writes)
        await resume(answer, dying.checkpoints).catch(() => {})
        await dying.settled()
        hasCrashed = dying.hasCrashed()
        statuses.push((await run()).status)
      }
      // Its first write is the answer, its second the result of the step that was waiting.
      expect(statuses.slice(0, 3)).toEqual(['interrupted', 'interrupted', 'completed'])
    })
  })
}
