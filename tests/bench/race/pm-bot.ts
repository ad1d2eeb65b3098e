import { createRedactor } from '@pm-bot/domain'
import {
  castOf,
  defineActor,
  type EffectFinished,
  type Loop,
  startDispatch,
  startPerforming,
} from '@pm-bot/runtime'
import { openStore } from '@pm-bot/store'
import { sql } from 'kysely'
import { batchesOf, type Contender, type Message, SENDERS, type Sender, sharedClock } from './contender.ts'

const BATCH = 1000
const QUEUE = 'notify'

/** As an application would use it: its own actor, the store, the dispatch loop, nothing tuned. */
const runtime: Contender = {
  settings:
    'openStore and startDispatch as they come; each turn counts in the state of its actor, which commits with the acknowledgement',

  openSender,

  async openWorker(url) {
    const { storage, close } = await open(url)
    let dispatch: Loop | undefined
    return {
      async start(onTurn) {
        const counter = defineActor<number, Message, never, never>({
          kind: 'counter',
          codeVersion: 1,
          initialState: 0,
          receive(count, message) {
            onTurn(message)
            return { state: count + 1 }
          },
        })
        dispatch = startDispatch({ storage, cast: castOf(counter), onError: console.error })
      },
      stop: async () => await dispatch?.stop(),
      close,
    }
  },
}

/** Each message is a turn that owes an effect; what counts is when its performer starts. */
const effects: Contender = {
  settings:
    'openStore, startDispatch and startPerforming as they come, one worker process; the effect travels in pg-boss',
  openSender,

  async openWorker(url) {
    let stop = async () => {}
    return {
      async start(onTurn) {
        const { storage, queue, close } = await open(url)
        let committedAt = 0
        const debtor = defineActor<null, Message | EffectFinished, never, never>({
          kind: 'counter',
          codeVersion: 1,
          initialState: null,
          receive: (state, message, { newId }) =>
            'type' in message
              ? { state }
              : {
                  state,
                  effects: [
                    { effectId: newId(), verb: 'act', queue: QUEUE, onLost: 'retry', payload: message },
                  ],
                },
        })
        const dispatch = startDispatch({
          storage,
          cast: castOf(debtor),
          onTurns: () => {
            committedAt = sharedClock()
          },
          onError: console.error,
        })
        const performing = await startPerforming({
          storage,
          queue,
          workerId: String(process.pid),
          concurrency: { [QUEUE]: 4 },
          performers: { act: async ({ payload }) => onTurn(payload as Message, committedAt) },
          onError: console.error,
        })
        stop = async () => {
          await performing.stop()
          await dispatch.stop()
          await close()
        }
      },
      stop: () => stop(),
      close: async () => {},
    }
  },
}

async function openSender(url: string): Promise<Sender> {
  const { storage, database, close } = await open(url, SENDERS)
  const address = (actor: string) => ({ kind: 'counter', key: actor })
  return {
    // Opening has migrated.
    prepare: async () => {},
    async fill(load) {
      for (const batch of batchesOf(load, BATCH)) {
        await storage.transaction(async (tx) => {
          for (const message of batch) tx.tell(address(message.actor), message)
        })
      }
    },
    send: (message) => storage.transaction(async (tx) => tx.tell(address(message.actor), message)),
    async left() {
      const { rows } = await sql<{ left: number }>`
        select (select count(*) from actor_messages)::int
             + (select count(*) from effects where finished_at is null)::int as left`.execute(database.read)
      return rows[0]!.left
    },
    close,
  }
}

const open = (url: string, poolSize?: number) =>
  openStore({
    location: { url },
    redactor: createRedactor([]),
    projectors: {},
    supervise: false,
    ...(poolSize ? { poolSize } : {}),
    onError: console.error,
  })

export const contenders = { runtime, effects }
