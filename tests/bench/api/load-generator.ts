import { randomUUID } from 'node:crypto'
import { Pool } from 'undici'
import type { LoadPlan, LoadRequest, LoadResult } from './load-plan.ts'

/** A process of its own, so that what it costs to ask is not taken for what it costs to answer. */
process.once('message', async (plan: LoadPlan) => {
  process.send!(await generate(plan))
  process.disconnect()
})

async function generate({ origin, headers, connections, requests }: LoadPlan): Promise<LoadResult> {
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const times: LoadResult['times'] = {}
  const failures: LoadResult['failures'] = {}
  const queue = requests.values()

  const send = async ({ name, method, path, body }: LoadRequest) => {
    const began = performance.now()
    const answer = await pool.request({
      method,
      path,
      headers: {
        ...headers,
        ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.body.text()
    if (answer.statusCode < 200 || answer.statusCode > 299) throw new Error(`${answer.statusCode} ${text}`)
    times[name] ??= []
    times[name].push(performance.now() - began)
  }
  const connection = async () => {
    for (const request of queue) {
      await send(request).catch(({ message }: Error) => {
        const failure = `${request.name}: ${message.slice(0, 200)}`
        failures[failure] = (failures[failure] ?? 0) + 1
      })
    }
  }

  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, connection))
  const elapsedMs = performance.now() - began
  await pool.close()
  return { times, elapsedMs, failures }
}
