import { connect } from 'node:net'
import type { HostileRequest } from './hostile-requests.fixture.ts'

export interface RawAnswer {
  status: number
  type: string
  body: string
}

/** Sends bytes as they are, which no HTTP client would, and reads until the server hangs up. */
export function sendRaw(port: number, bytes: Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const done = () => {
      const text = Buffer.concat(chunks).toString()
      const [head = '', ...body] = text.split('\r\n\r\n')
      resolve({
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? Number.NaN),
        type: /^content-type: (.*)$/im.exec(head)?.[1] ?? '',
        body: body.join('\r\n\r\n'),
      })
    }
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('close', done)
    // A server that refuses a large body early may reset the connection after its answer.
    socket.on('error', (error) => (chunks.length > 0 ? done() : reject(error)))
  })
}

export function rawRequest(port: number, { method, url, headers, body }: HostileRequest): Buffer {
  const payload = body === undefined ? undefined : Buffer.from(body as string)
  const all: Record<string, string> = {
    host: `127.0.0.1:${port}`,
    connection: 'close',
    ...(payload ? { 'content-type': 'application/json', 'content-length': String(payload.length) } : {}),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([
    Buffer.from(`${method} ${url} HTTP/1.1\r\n${lines.join('')}\r\n`),
    payload ?? Buffer.alloc(0),
  ])
}
