import { type ActorReply, cast } from '@pm-bot/actors'
import {
  type CallJudgement,
  type GrantAnswer,
  type GrantScope,
  type GrantsCommand,
  type GrantsEvent,
  type Json,
  newId,
  type PendingItem,
  type Run,
  type RunEvent,
  type Taint,
  type ToolCall,
  type ToolPolicy,
} from '@pm-bot/domain'
import type { Turn } from '@pm-bot/runtime'

const START = Date.parse('2026-01-01T00:00:00.000Z')
/** Who gets their mail; others are not there. */
const KINDS = ['run', 'repo', 'grants']
const REPO = { repoId: 'repo-1', name: 'r', fullName: '/r', path: '/r' }

/**
 * A run and the grants of its workspace as the actors that they are, with a mailbox between them and nothing else: no
 * database, no clock, no agent. What is posted is delivered when `deliver` says so.
 */
export function openWorld(tools: ToolPolicy, onGrants: (event: GrantsEvent) => void) {
  const states = new Map<string, { state: unknown; version: number }>()
  const mail: { to: string; message: unknown }[] = []
  let now = START

  function take(address: string, message: unknown): { events: unknown[]; reply: ActorReply } {
    const [kind = '', key = ''] = address.split('/')
    const actor = cast.get(kind)
    if (!actor) throw new Error(`nobody is called ${address}`)
    const { state, version } = states.get(address) ?? { state: actor.initialState, version: 0 }
    const turn: Turn<unknown, unknown, ActorReply> = actor.receive(state, message, {
      self: { kind, key },
      messageId: newId(),
      version: version + 1,
      now: new Date(now).toISOString(),
      newId,
    })
    states.set(address, { state: turn.state, version: version + 1 })
    for (const send of turn.sends ?? []) {
      const to = `${send.to.kind}/${send.to.key}`
      if (KINDS.includes(send.to.kind)) mail.push({ to, message: send.message })
    }
    if (kind === 'grants') for (const event of turn.events ?? []) onGrants(event as GrantsEvent)
    return { events: [...(turn.events ?? [])], reply: turn.reply! }
  }
  const askRun = (message: object) => take('run/run-1', message)
  const askGrants = (message: GrantsCommand) => take('grants/workspace-1', message)

  take('repo/repo-1', {
    type: 'register-repo',
    ...REPO,
    workspaceId: 'workspace-1',
    source: 'local',
    defaultBranch: 'main',
    by: 'operator',
  })
  askRun({
    type: 'propose-run',
    runId: 'run-1',
    workspaceId: 'workspace-1',
    repo: REPO,
    goal: 'g',
    graphId: 'somebody/v1',
    spec: {},
    tools,
    budget: null,
    retryOf: null,
    by: 'operator',
  })

  const world = {
    run: () => states.get('run/run-1')!.state as Run,
    /** Commands and questions that a person, a performer or a timer would send. */
    askRun,
    askGrants,
    deliver() {
      for (let next = mail.shift(); next; next = mail.shift()) take(next.to, next.message)
    },
    pass(milliseconds: number) {
      now += milliseconds
    },
    isPast: (until: string | null) => until !== null && Date.parse(until) <= now,
    now: () => now,
    decide(
      { item, version }: PendingItem,
      action: string,
      more: { payload?: unknown; scope?: GrantScope } = {},
    ) {
      const { itemId, subjectHash } = item
      const decision = { type: 'decide', itemId, action, version, subjectHash, reason: 'r', by: 'operator' }
      return askRun({ ...decision, ...more })
    },
    judge(
      call: object,
      token: string,
      begin: boolean,
      found: { grantId: string | null; tainted: boolean },
    ): CallJudgement | undefined {
      const effectId = world.run().work?.effectId ?? 'gone'
      const { reply } = askRun({ type: 'judge-call', effectId, token, call, begin, ...found })
      return reply.status === 'accepted' ? (reply.data as CallJudgement) : undefined
    },
    taint(labels: readonly Taint[]) {
      return askRun({ type: 'taint-run', effectId: world.run().work?.effectId ?? 'gone', labels })
    },
    /** The agent stops and asks about these calls. */
    interrupt(calls: readonly (ToolCall & { args: Json })[]) {
      const allowed = ['approve', 'edit', 'reject', 'respond'] as const
      const actions = calls.map((call) => ({ ...call, description: null, allowed: [...allowed] }))
      const request = { kind: 'tool_call', format: 'hitl', actions } as const
      const interrupts = [{ interruptId: newId(), checkpointId: newId(), request }]
      const result = { status: 'interrupted', interrupts, artifacts: [] }
      const { effectId, verb } = world.run().work!
      askRun({ type: 'effect-finished', effectId, verb, outcome: { status: 'succeeded', result } })
    },
    answerOf: (reply: ActorReply): string | null =>
      reply.status === 'accepted' ? (reply.data as GrantAnswer).grantId : null,
    eventsOf: ({ events }: { events: unknown[] }) => events as RunEvent[],
  }
  world.decide(world.run().pending[0]!, 'approve')
  world.deliver()
  const { work } = world.run()
  if (!work) throw new Error('the run did not start')
  askRun({ type: 'may-go-on', effectId: work.effectId, attempt: 1, baseSha: 'a'.repeat(40) })
  return world
}
export type World = ReturnType<typeof openWorld>
