import { once } from 'node:events'
import { createServer } from 'node:net'
import { StartError } from '@pm-bot/instance'

/** Asks before anything is touched. @throws StartError when the address cannot be listened on */
export async function checkPort(host: string, port: number): Promise<void> {
  const probe = createServer()
  try {
    probe.listen({ host, port, exclusive: true })
    await once(probe, 'listening')
  } catch (error) {
    throw new StartError(describe((error as NodeJS.ErrnoException).code, host, port), { cause: error })
  }
  probe.close()
  await once(probe, 'close')
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
      return `cannot listen on ${host}:${port} (${code})`
  }
}
