import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { fileCheckpoints } from '../file-checkpoints.ts'
import { describeLoop } from './loop.contract.ts'

const directory = await mkdtemp(join(tmpdir(), 'loop-'))
afterAll(() => rm(directory, { recursive: true }))

describeLoop(async () => ({
  lease: async () => {},
  checkpoints: fileCheckpoints({ directory, assertLease: async () => {} }),
}))
