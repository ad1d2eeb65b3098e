import type { Settings } from '@pm-bot/domain'
import { StartError } from '@pm-bot/instance'
import type { Api } from './api-context.ts'

/** Starts to answer, and says where. @throws StartError */
export async function listen(api: Api, { host, port }: Pick<Settings, 'host' | 'port'>): Promise<string> {
  try {
    return await api.listen({ host, port })
  } catch (error) {
    throw new StartError(describe((error as NodeJS.ErrnoException).code, host, port), { cause: error })
  }
}

function describe(code: string | undefined, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is in use; stop the other program or set PMBOT_PORT`
    case 'EACCES':
      return `this user may not listen on port ${port}; set PMBOT_PORT to one above 1023`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine; mend PMBOT_HOST`
    default:
      return `cannot listen on port ${port} of ${host} (${code})`
  }
}
