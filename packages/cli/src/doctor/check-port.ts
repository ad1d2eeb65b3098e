import { checkPort as assertPortFree } from '@pm-bot/api'
import { type Finding, verdictsOf } from '@pm-bot/doctor'
import type { Settings } from '@pm-bot/domain'
import { StartError } from '@pm-bot/instance'

const { ok, problem } = verdictsOf('port')

/** Free, or taken by pm-bot itself. */
export async function checkPort({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<Finding> {
  if (port === 0) return ok('PMBOT_PORT is 0: any free port is taken.')
  try {
    await assertPortFree({ host, port })
    return ok(`Port ${port} on ${host} is free.`)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    const version = await askPmBot(host, port)
    if (version !== undefined) return ok(`pm-bot ${version} answers on port ${port}.`)
    return problem(`pm-bot cannot listen: ${error.message}.`, 'Then start it again.')
  }
}

async function askPmBot(host: string, port: number): Promise<string | undefined> {
  const name =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  try {
    const response = await fetch(`http://${name}:${port}/api/meta`, { signal: AbortSignal.timeout(3000) })
    const meta = (await response.json()) as { name?: string; version?: string }
    return meta.name === 'pm-bot' ? meta.version : undefined
  } catch {
    return undefined
  }
}
