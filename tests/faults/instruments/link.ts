import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP connection to Postgres that can be broken the ways networks break. */
export interface Link {
  /** The database, by way of this link. */
  url: string
  /** Nothing passes any more, neither way, not even that somebody hung up. Connections can still be made. */
  goSilent(): void
  /** Ends all connections with RST, at both ends. What was held back is lost. */
  reset(): void
  /** What is sent passes again; what was held back arrives late, as TCP sends again what was not heard. */
  heal(): void
  close(): Promise<void>
}

export async function openLink(databaseUrl: string): Promise<Link> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let silent = false

  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    forward(near, far)
    forward(far, near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  function forward(from: Socket, to: Socket): void {
    sockets.add(from)
    // Held back by not being read: the kernel keeps it for as long.
    if (silent) from.pause()
    from.on('data', (chunk) => to.write(chunk))
    from.on('error', () => to.destroy())
    from.once('close', () => {
      sockets.delete(from)
      to.destroy()
    })
  }
  function reset(): void {
    for (const socket of sockets) socket.resetAndDestroy()
  }

  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    goSilent() {
      silent = true
      for (const socket of sockets) socket.pause()
    },
    reset,
    heal() {
      silent = false
      for (const socket of sockets) socket.resume()
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      reset()
      await closed
    },
  }
}
