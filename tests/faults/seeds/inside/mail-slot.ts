import { createServer, type Server } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Address, Storage } from '@pm-bot/runtime'

/** One message of a batch. */
export interface Letter {
  to: Address
  message: object
  messageId: string
}

/** All of them in one transaction, each once however often it is tried. */
export const tellAll = (storage: Storage, letters: readonly Letter[]): Promise<void> =>
  storage.transaction(async (tx) => {
    for (const { to, message, messageId } of letters) tx.tell(to, message, { messageId })
  })

/** Takes batches by HTTP, where no other process may open the database. */
export function openMailSlot(storage: Storage, port: number): Server {
  const server = createServer(async (request, response) => {
    try {
      await tellAll(storage, (await json(request)) as Letter[])
      response.writeHead(204).end()
    } catch (error) {
      response.writeHead(503).end(String(error))
    }
  })
  return server.listen(port, '127.0.0.1')
}
