import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Server } from 'node:net'
import type { Settings } from '@pm-bot/domain'
import { StartError } from '@pm-bot/instance'
import type { Api } from './api-context.ts'
import { PROBLEM_TYPE, problemOf } from './problem.ts'

type Place = Pick<Settings, 'host' | 'port'>

/** Asks before anything is touched. @throws StartError when the address cannot be listened on */
export async function checkPort(place: Place): Promise<void> {
  const probe = createServer()
  await open(probe, place)
  probe.close()
  await once(probe, 'close')
}

/**
 * Answers 503 to whoever asks while the database is opened and migrated: it is not ready, but it is
 * on its way. Stopped right before `listen`. @throws StartError when the address cannot be listened on
 */
export async function answerStarting(place: Place): Promise<{ stop(): Promise<void> }> {
  const body = JSON.stringify(problemOf('unavailable', 'pm-bot is starting; ask again in a moment'))
  const server = createHttpServer((_, reply) => {
    reply.writeHead(503, { 'content-type': PROBLEM_TYPE, 'retry-after': '1', connection: 'close' }).end(body)
  })
  await open(server, place)
  return {
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function open(server: Server, place: Place): Promise<void> {
  await explained(place, async () => {
    server.listen({ host: place.host, port: place.port, exclusive: true })
    await once(server, 'listening')
  })
}

/** Starts to answer, and says where. @throws StartError */
export async function listen(api: Api, { host, port }: Place): Promise<string> {
  return await explained({ host, port }, () => api.listen({ host, port }))
}

async function explained<T>({ host, port }: Place, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    throw new StartError(describe((error as NodeJS.ErrnoException).code, host, port), { cause: error })
  }
}

function describe(code: string | undefined, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is in use, perhaps by another pm-bot; stop that program or set PMBOT_PORT`
    case 'EACCES':
      return `this user may not listen on port ${port}; set PMBOT_PORT to one above 1023`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine; mend PMBOT_HOST`
    default:
      return `cannot listen on port ${port} of ${host} (${code})`
  }
}
