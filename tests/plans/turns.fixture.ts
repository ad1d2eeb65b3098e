import { newId, type RunEvent } from '@pm-bot/domain'
import { ask, castOf, type EffectRequest, fireDueTimers, takeTurnOf, takeTurns } from '@pm-bot/runtime'
import { type Line, puppet } from '../../packages/store/conformance/stage.ts'
import type { Tx } from '../../packages/store/src/database.ts'
import { projectorsOf } from '../../packages/store/src/projectors.ts'
import { CROWD } from './crowd-size.fixture.ts'
import type { Scene, Subject } from './subject.fixture.ts'

const cast = castOf(puppet(CROWD))
const address = (key: string) => ({ kind: CROWD, key })
const tell = ({ store }: Scene, key: string, ...lines: Line[]) =>
  store.storage.transaction(async (tx) => {
    for (const line of lines) tx.tell(address(key), line)
  })
const effect = (effectId: string): EffectRequest => ({
  effectId,
  verb: 'v',
  queue: 'notify',
  onLost: 'retry',
  payload: 1,
})

const SIXTEEN_ACTORS: Pick<Subject, 'limits' | 'because'> = {
  limits: { rows: 1000, pages: 3000 },
  because: 'sixteen actors with five messages each are found among a hundred thousand messages',
}

/** What the runtime asks of its storage, by doing what it does all day. */
export const TURNS: Subject[] = [
  { what: 'turns of many actors', ask: ({ store }) => takeTurns(store.storage, cast), ...SIXTEEN_ACTORS },
  {
    what: 'a turn that leads to all that a turn can lead to',
    async ask(scene) {
      const [first, second] = [newId(), newId()]
      const key = newId()
      const timer = { name: 't', dueAt: '2999-01-01T00:00:00.000Z', message: {} }
      const sends = [{ to: address(newId()), message: { note: 'sent' } }]
      const at = (line: Line) => ask(scene.store.storage, cast, address(key), line)
      await at({ effects: [effect(first), effect(second)], timers: [timer], sends })
      await at({
        cancelEffects: [first],
        reopenEffects: [{ effectId: second, ended: false }],
        timers: [{ ...timer, dueAt: null }],
      })
    },
  },
  {
    what: 'a request, asked twice',
    async ask({ store }) {
      const request = { id: newId(), hash: 'h' }
      for (const _ of [1, 2]) await ask(store.storage, cast, address('asked'), { note: 'n' }, { request })
    },
  },
  {
    what: 'a request behind other mail',
    async ask(scene) {
      await tell(scene, 'busy', { note: '1' }, { note: '2' })
      await ask(scene.store.storage, cast, address('busy'), { note: '3' })
    },
  },
  {
    what: 'a message that fails until it parks',
    async ask(scene) {
      const key = newId()
      await tell(scene, key, { throws: 'broken' })
      for (const _ of [1, 2, 3]) await takeTurnOf(scene.store.storage, cast, address(key))
    },
  },
  { what: 'a suspected actor', ask: (scene) => serveSuspected(scene, 0) },
  { what: 'a message that its processes died of', ask: (scene) => serveSuspected(scene, 2) },
  { what: 'which types are held back', ask: ({ triedByRuntime }) => triedByRuntime((tx) => tx.heldTypes()) },
  { what: 'timers that are due', ask: ({ store }) => fireDueTimers(store.storage) },
  {
    what: 'an attempt, given back, begun again and ended',
    ask: ({ triedByRuntime, ids }) =>
      triedByRuntime(async (tx) => {
        const job = { effectId: ids.openEffect, generation: 1 }
        const first = (await tx.beginAttempt(job, 'worker'))!
        await tx.lostAttempts([first])
        await tx.attemptsOf('worker')
        await tx.releaseAttempt(first, { delayMs: 1000, counted: true })
        const second = (await tx.beginAttempt(job, 'worker'))!
        await tx.finishAttempt(second, { status: 'failed', error: 'e' })
      }),
  },
  {
    what: 'an attempt that nobody makes',
    ask: ({ triedByRuntime, ids }) =>
      triedByRuntime(async (tx) => {
        const attempt = (await tx.beginAttempt({ effectId: ids.openEffect, generation: 1 }, 'worker'))!
        await tx.abandonAttempt(attempt.token)
      }),
  },
  {
    what: 'an attempt that the queue gave out again',
    ask: ({ triedByRuntime, ids }) =>
      triedByRuntime(async (tx) => {
        for (const worker of ['one', 'other'])
          await tx.beginAttempt({ effectId: ids.openEffect, generation: 1 }, worker)
      }),
  },
  { what: 'the rows of a run', ask: (scene) => scene.tried((tx) => projectRun(tx, scene)) },
]

async function serveSuspected(scene: Scene, crashes: number): Promise<void> {
  const key = newId()
  await tell(scene, key, { note: '1' })
  await scene.database.transaction(async (tx) => {
    const suspected_at = await tx.now()
    await tx.db
      .updateTable('actors')
      .set({ suspected_at })
      .where('kind', '=', CROWD)
      .where('key', '=', key)
      .execute()
    await tx.db
      .updateTable('actor_messages')
      .set({ crashes })
      .where('kind', '=', CROWD)
      .where('key', '=', key)
      .where('parked_at', 'is', null)
      .execute()
  })
  await takeTurnOf(scene.store.storage, cast, address(key))
}

async function projectRun(tx: Tx, { ids, redactor }: Scene): Promise<void> {
  const run = projectorsOf(redactor).run!
  const artifact = {
    artifactId: newId(),
    kind: 'log',
    title: 't',
    contentType: 'c',
    uri: 'u',
    hash: 'h',
    sizeBytes: 1,
  } as const
  const decision = {
    decisionId: newId(),
    action: 'approve',
    by: 'operator',
    at: await tx.now(),
    reason: null,
  } as const
  const item = {
    itemId: newId(),
    kind: 'question',
    risk: 'low',
    status: 'pending',
    title: 't',
    payload: {},
    subjectHash: 'h',
    allowed: [],
    createdAt: await tx.now(),
    decision: null,
  } as const
  const draft = {
    changesetId: newId(),
    baseSha: 'b',
    branch: 'b',
    message: 'm',
    bundle: artifact,
    patch: artifact,
    patchId: 'p',
    files: [],
  }
  const interrupt = { interruptId: 'i', checkpointId: 'c' }
  const events: RunEvent[] = [
    { type: 'status-changed', from: 'blocked', to: 'running', reason: null, by: 'operator' },
    { type: 'item-opened', pending: { item, version: 1, interrupt, changesetId: null } },
    { type: 'item-resolved', itemId: item.itemId, status: 'approved', decision },
    { type: 'work-requested', effectId: newId(), work: { verb: 'run-agent', payload: {} as never } },
    { type: 'work-cancelled', effectId: newId() },
    { type: 'agent-started', attempt: 1, baseSha: 'b' },
    { type: 'artifact-stored', artifact },
    { type: 'changeset-proposed', draft, interrupt, supersedes: null, interdiff: null },
    {
      type: 'changeset-status-changed',
      changesetId: draft.changesetId,
      status: 'applied',
      commitSha: 'c',
      reason: null,
    },
  ]
  const now = await tx.now()
  await run(
    tx,
    { kind: 'run', key: ids.blockedRun },
    events.map((event) => ({ event, version: 99, messageId: newId(), now })),
  )
}
