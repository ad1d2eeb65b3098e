import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface OpenServer {
  url: string
  /** Ends every connection; resolves when what was under way has ended as well. */
  close(): Promise<void>
}

/** On loopback. What goes wrong in answering is told to `onError`, and ends the connection. */
export async function openServer(
  port: number,
  serve: Serve,
  onError: (error: unknown) => void,
): Promise<OpenServer> {
  const underWay = new Set<Promise<void>>()
  const server = createServer((request, response) => {
    const served = serve(request, response)
      .catch((error: unknown) => {
        // Whoever asked may have gone before the end of the question.
        if (request.complete) onError(error)
        response.destroy()
      })
      .finally(() => underWay.delete(served))
    underWay.add(served)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${taken}`,
    async close() {
      await stop(server)
      await Promise.all(underWay)
    },
  }
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
