import { fileURLToPath } from 'node:url'
import { startProcess } from '../../setup/started-process.ts'
import type { OpenAiDoubleOptions, RemoteOpenAiDouble } from './contract.ts'
import { remotePart } from './control.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

/** The same in a process of its own, with the models of `scripts/`. It ends with the process that started it. */
export async function startOpenAiDouble(
  options: Omit<OpenAiDoubleOptions, 'scripts'> = {},
): Promise<RemoteOpenAiDouble> {
  const started = await startProcess({
    args: [MAIN, JSON.stringify(options)],
    env: process.env,
    cwd: process.cwd(),
    isReady: (line) => line.startsWith('http://'),
    onLine: () => {},
    // The channel tells it that this process is gone.
    onMessage: () => {},
  })
  const baseUrl = started.ready
  const close = async () => void (await started.end('SIGTERM'))
  return {
    baseUrl,
    log: remotePart(baseUrl, 'log'),
    faults: remotePart(baseUrl, 'faults'),
    close,
    [Symbol.asyncDispose]: close,
  }
}
