import { setTimeout as sleep } from 'node:timers/promises'
import { object, serve } from '@restatedev/restate-sdk'
import { connect } from '@restatedev/restate-sdk-clients'
import { batchesOf, type Contender, type Message } from '../race/contender.ts'

const FILL = 100
const NAME = 'counter'
const START_LIMIT_MS = 20_000

type Counter = ReturnType<typeof counter>

/** A virtual object for each actor: its calls run one at a time and in order. */
const virtualObjects: Contender = {
  settings:
    'one node of @restatedev/restate-server with its own log on disk, as it comes; a virtual object for each actor, one-way calls through its ingress; the worker is an HTTP/2 endpoint',

  async openSender(url) {
    const ingress = connect({ url: new URL(url).origin })
    const send = async ({ actor, n }: Message) =>
      void (await ingress.objectSendClient<Counter>({ name: NAME }, actor).handle({ actor, n }))
    return {
      prepare: async () => {},
      async fill(load) {
        for (const batch of batchesOf(load, FILL)) await Promise.all(batch.map(send))
      },
      send,
      left: () => countUnfinished(url),
      close: async () => {},
    }
  },

  async openWorker(url) {
    let heard = (_: Message) => {}
    let start = () => {}
    // A registered endpoint is called at once: whatever comes before the start waits here.
    let started = new Promise<void>((resolve) => {
      start = resolve
    })
    const port = await serve({
      services: [
        counter(async (message) => {
          await started
          heard(message)
        }),
      ],
      port: 0,
    })
    await register(url, port)
    return {
      async start(onTurn) {
        heard = onTurn
        start()
      },
      async stop() {
        started = new Promise((resolve) => {
          start = resolve
        })
      },
      close: async () => {},
    }
  },
}

const counter = (onMessage: (message: Message) => Promise<void>) =>
  object({
    name: NAME,
    handlers: { handle: async (_: unknown, message: Message) => await onMessage(message) },
  })

/** It accepts connections a moment before it can take a deployment. */
async function register(url: string, port: number): Promise<void> {
  for (const deadline = Date.now() + START_LIMIT_MS; ; await sleep(100)) {
    const answer = await ask(url, 'deployments', { uri: `http://127.0.0.1:${port}` }).catch(
      (error: Error) => new Response(error.message, { status: 503 }),
    )
    if (answer.ok) return
    if (Date.now() > deadline) throw new Error(`no deployment: ${await answer.text()}`)
  }
}

async function countUnfinished(url: string): Promise<number> {
  const query = "select count(*) as left from sys_invocation where status <> 'completed'"
  const answer = await ask(url, 'query', { query })
  const { rows } = (await answer.json()) as { rows: { left: number }[] }
  return rows[0]!.left
}

const ask = (url: string, path: string, body: object): Promise<Response> =>
  fetch(`http://127.0.0.1:${new URL(url).searchParams.get('admin')}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })

export const contenders = { 'virtual-objects': virtualObjects }
