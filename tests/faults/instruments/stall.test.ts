import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { childrenOf } from '../../setup/process-tree.ts'
import { stall } from './stall.ts'

function start(script: string): ChildProcess & { pid: number } {
  const child = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child as ChildProcess & { pid: number }
}

/** T is stopped, S asleep. */
const stateOf = (pid: number) => /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]

test('a stalled process stops and goes on, alone or with its children', async () => {
  const { pid } = start('cat; true')
  await expect.poll(() => childrenOf(pid)).toHaveLength(1)
  const [child] = await childrenOf(pid)
  const states = () => [stateOf(pid), stateOf(child!)]

  const alone = stall(pid, 300)
  await expect.poll(states, { interval: 5 }).toEqual(['T', 'S'])
  await alone
  await expect.poll(states, { interval: 5 }).toEqual(['S', 'S'])

  const together = stall(pid, 300, 'tree')
  await expect.poll(states, { interval: 5 }).toEqual(['T', 'T'])
  await together
  await expect.poll(states, { interval: 5 }).toEqual(['S', 'S'])
})

test('one that dies meanwhile is nobody’s fault', async () => {
  const child = start('cat')
  const stalled = stall(child.pid, 50)
  child.kill('SIGKILL')
  await stalled
})
