import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileCheckpoints } from '@pm-bot/checkpoints'
import { afterAll } from 'vitest'
import { describeLoop } from './loop.contract.ts'

const directory = await mkdtemp(join(tmpdir(), 'loop-'))
afterAll(() => rm(directory, { recursive: true }))

describeLoop(async () => ({
  lease: async () => {},
  checkpoints: fileCheckpoints({ directory, assertLease: async () => {} }),
}))
