import { fileURLToPath } from 'node:url'
import { startProcess } from '../../setup/started-process.ts'
import type { GitHubDoubleOptions, RemoteGitHubDouble } from './contract/github-double.ts'
import { remotePart } from './control/remote-part.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

/** A GitHub on loopback, in a process of its own. It ends with the process that started it. */
export async function startGitHubDouble(options: GitHubDoubleOptions = {}): Promise<RemoteGitHubDouble> {
  const started = await startProcess({
    args: [MAIN, JSON.stringify(options)],
    env: process.env,
    cwd: process.cwd(),
    isReady: (line) => line.startsWith('http://'),
    onLine: () => {},
    // The channel tells it that this process is gone.
    onMessage: () => {},
  })
  const url = started.ready
  const close = async () => void (await started.end('SIGTERM'))
  return {
    url,
    apiUrl: `${url}/api/v3`,
    world: remotePart(url, 'world'),
    faults: remotePart(url, 'faults'),
    limits: remotePart(url, 'limits'),
    log: remotePart(url, 'log'),
    webhooks: remotePart(url, 'webhooks'),
    close,
    [Symbol.asyncDispose]: close,
  }
}
