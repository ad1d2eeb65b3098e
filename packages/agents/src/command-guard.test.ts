import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'command-guard-'))
})
afterEach(() => rm(directory, { recursive: true }))

const WORKER = fileURLToPath(new URL('./worker-killed.fixture.ts', import.meta.url))

/** None of them heeds SIGTERM; the last has left its group. In a sandbox the ids are not those of the machine. */
const family = (name: string) =>
  `trap "" TERM; sh -c 'sleep 60; : ${name}' & setsid sh -c 'sleep 60; : ${name}' & sleep 1; echo ready; wait; : ${name}`

async function alive(name: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,stat=,args='])
  return stdout.split('\n').filter((line) => line.includes(name) && !/^\s*\d+ Z/.test(line))
}

test.each(['strongest', 'process-group'])(
  'kill -9 of the worker kills everything that the command started, at the level %s',
  async (level) => {
    const name = randomUUID()
    const worker = spawn(process.execPath, [WORKER, directory, family(name), level], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: worker.stdout })[Symbol.asyncIterator]()
    expect((await lines.next()).value).toBe('ready')
    // The command itself, its child, and the one that left; some of them with what stands around them.
    expect((await alive(name)).length).toBeGreaterThanOrEqual(4)

    worker.kill('SIGKILL')
    await once(worker, 'exit')
    await vi.waitFor(async () => expect(await alive(name)).toEqual([]), { timeout: 5000 })
  },
)
