import { createRedactor } from '@pm-bot/domain'
import { castOf, defineActor, type Loop, startDispatch } from '@pm-bot/runtime'
import { openStore } from '@pm-bot/store'
import { sql } from 'kysely'
import { batchesOf, type Contender, type Message } from './contender.ts'

const BATCH = 1000
const SENDERS = 20

/** As an application would use it: its own actor, the store, the dispatch loop, nothing tuned. */
const runtime: Contender = {
  settings:
    'openStore and startDispatch as they come; each turn counts in the state of its actor, which commits with the acknowledgement',

  async openSender(url) {
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
        const { rows } = await sql<{
          left: number
        }>`select count(*)::int as left from actor_messages`.execute(database.read)
        return rows[0]!.left
      },
      close,
    }
  },

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

const open = (url: string, poolSize?: number) =>
  openStore({
    location: { url },
    redactor: createRedactor([]),
    projectors: {},
    supervise: false,
    ...(poolSize ? { poolSize } : {}),
    onError: console.error,
  })

export const contenders = { runtime }
