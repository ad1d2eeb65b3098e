import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { onTestFinished } from 'vitest'
import { makeCertificates } from './certificates.ts'

/** A name that nobody but the proxy knows. */
export const HIDDEN_HOST = 'github.hidden.test'

export interface HiddenServer {
  /** `http://user:secret@127.0.0.1:<port>` */
  proxyUrl: string
  /** PEM of the authority that the certificate of the hidden host is from. */
  caFile: string
  /** What the proxy was asked to connect to. */
  connects: string[]
}

/**
 * Puts a server of this machine, which speaks plain HTTP, behind TLS with a certificate of an authority of its own,
 * and behind a proxy that wants a password and alone knows where HIDDEN_HOST is.
 */
export async function hide(port: number): Promise<HiddenServer> {
  const { authority, certificate, key } = makeCertificates(HIDDEN_HOST)
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-proxy-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const caFile = join(directory, 'authority.pem')
  writeFileSync(caFile, authority)

  const sockets = new Set<Socket>()
  const pipe = (from: Socket, to: Socket) => {
    for (const [socket, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy()).on('close', () => other.destroy())
    }
    from.pipe(to).pipe(from)
  }
  const tls = createTlsServer({ cert: certificate, key }, (socket) =>
    pipe(socket, connect(port, '127.0.0.1')),
  )
  tls.on('tlsClientError', () => {})
  const tlsPort = await listen(tls)

  const connects: string[] = []
  const wanted = `Basic ${Buffer.from('user:secret').toString('base64')}`
  const proxy = createServer((_, response) => response.writeHead(501).end())
  proxy.on('connect', ({ url = '', headers }, socket: Socket) => {
    sockets.add(socket)
    const refuse = (line: string, more = '') =>
      void socket.end(`HTTP/1.1 ${line}\r\n${more}Content-Length: 0\r\nConnection: close\r\n\r\n`)
    if (headers['proxy-authorization'] !== wanted)
      return refuse('407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="proxy"\r\n')
    connects.push(url)
    if (url !== `${HIDDEN_HOST}:443`) return refuse('502 Bad Gateway')
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    pipe(socket, connect(tlsPort, '127.0.0.1'))
  })
  const proxyPort = await listen(proxy)
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    tls.close()
    proxy.close()
  })
  return { proxyUrl: `http://user:secret@127.0.0.1:${proxyPort}`, caFile, connects }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
