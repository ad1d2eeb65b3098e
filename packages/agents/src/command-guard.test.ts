import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive, untilDead } from './process-alive.fixture.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'command-guard-'))
})
afterEach(() => rm(directory, { recursive: true }))

const WORKER = fileURLToPath(new URL('./worker-killed.fixture.ts', import.meta.url))

/** Prints the ids of the guard, the command, its child and its grandchild; none of them heeds SIGTERM. */
const FAMILY = 'trap "" TERM; sh -c \'sleep 60 & echo $PPID $$ $!; wait\' & echo $PPID; wait'

test('kill -9 of the worker kills the command, its children and their children', async () => {
  const worker = spawn(process.execPath, [WORKER, directory, FAMILY], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: worker.stdout })[Symbol.asyncIterator]()
  const output = `${(await lines.next()).value} ${(await lines.next()).value}`
  const pids = output.split(' ').map(Number)
  expect(pids).toHaveLength(4)
  expect(await Promise.all(pids.map(isAlive))).toEqual([true, true, true, true])

  worker.kill('SIGKILL')
  await once(worker, 'exit')
  await Promise.all(pids.map((pid) => untilDead(pid, 1000)))
  expect(await Promise.all(pids.map(isAlive))).toEqual([false, false, false, false])
})
