import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../setup/free-port.ts'

const LIMIT_MS = 300_000
const LOOK_MS = 20

/** Milliseconds from `npm start` until it says that it is healthy; it is stopped afterwards. */
export async function timeNpmStart(folder: string, environment: NodeJS.ProcessEnv): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const npm = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...environment, PMBOT_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that whatever npm started ends with it.
    detached: true,
  })
  const said: string[] = []
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (text) => said.push(String(text)))
  const gone = once(npm, 'exit')
  try {
    while (!(await isHealthy(port))) {
      if (npm.exitCode !== null || performance.now() - began > LIMIT_MS)
        throw new Error(`npm start: ${said.join('')}`)
      await sleep(LOOK_MS)
    }
    return performance.now() - began
  } finally {
    if (npm.exitCode === null) process.kill(-npm.pid!, 'SIGTERM')
    await gone
  }
}

const isHealthy = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/api/health`).then(
    ({ status }) => status === 200,
    () => false,
  )
