import { accessSync, constants } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../setup/free-port.ts'
import { startGuarded } from '../../setup/guarded-process.ts'
import type { Ground, OpenGround } from './grounds.ts'

const START_LIMIT_MS = 20_000
const RESTATE = `@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`

/** A server of its own, with its log on disk as it comes. Workers tell it where they are. */
export const onRestate: Ground = async () => {
  const [ingress, admin, node] = [await freePort(), await freePort(), await freePort()]
  return await startServer(
    () => [new URL(`../peers/node_modules/${RESTATE}`, import.meta.url).pathname, '--no-logo'],
    [ingress, admin],
    `http://127.0.0.1:${ingress}/?admin=${admin}`,
    {
      RESTATE_LISTEN_MODE: 'tcp',
      RESTATE_BIND_IP: '127.0.0.1',
      RESTATE_BIND_PORT: String(node),
      RESTATE_INGRESS__BIND_PORT: String(ingress),
      RESTATE_ADMIN__BIND_PORT: String(admin),
      RESTATE_DISABLE_TELEMETRY: 'true',
    },
  )
}

/** The machine's own Redis, if it has one, without a trace on disk. */
export const onRedis: Ground = async () => {
  const binary = findOnPath('redis-server') ?? findOnPath('valkey-server')
  if (!binary) throw new Error('there is no redis-server on the PATH')
  const port = await freePort()
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction' }
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  return await startServer(
    (folder) => [binary, ...flags, '--dir', folder],
    [port],
    `redis://127.0.0.1:${port}`,
  )
}

async function startServer(
  commandIn: (folder: string) => string[],
  ports: readonly number[],
  url: string,
  settings: Record<string, string> = {},
): Promise<OpenGround> {
  const folder = await mkdtemp(join(tmpdir(), 'pm-bot-server-'))
  const env = { PATH: process.env.PATH, RESTATE_BASE_DIR: join(folder, 'data'), ...settings }
  const guarded = startGuarded(folder, commandIn(folder), { env })
  const end = () => guarded.end('remove')
  const deadline = Date.now() + START_LIMIT_MS
  for (const port of ports) {
    while (!(await accepts(port))) {
      if (Date.now() > deadline) {
        const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '')
        await end()
        throw new Error(`it did not start: ${log.slice(-1000)}`)
      }
      await sleep(20)
    }
  }
  return { url, settle: async () => {}, [Symbol.asyncDispose]: end }
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

function findOnPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}
