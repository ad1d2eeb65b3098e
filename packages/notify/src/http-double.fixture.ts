import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
  at: number
}

export interface HttpAnswer {
  status?: number
  headers?: Record<string, string>
  body?: string
  /** Nothing is said at all. */
  silent?: boolean
}

/** Another side on loopback that takes what is posted to it, as ntfy, a webhook's receiver or a push service would. */
export async function openHttpDouble() {
  const received: Received[] = []
  let answer: (received: Received) => HttpAnswer = () => ({})
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const what = { path: request.url ?? '', headers: request.headers, body, at: Date.now() }
    received.push(what)
    const { status = 200, headers = {}, body: text = 'ok', silent } = answer(what)
    if (silent) return
    response.writeHead(status, headers).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    jsons: () => received.map(({ body }) => JSON.parse(body.toString())),
    answers(next: (received: Received) => HttpAnswer) {
      answer = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
export type HttpDouble = Awaited<ReturnType<typeof openHttpDouble>>
