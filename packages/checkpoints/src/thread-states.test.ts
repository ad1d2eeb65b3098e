import { mkdtemp, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { fileCheckpoints } from './file-checkpoints.ts'
import { describeThreadStates } from './thread-states.contract.ts'
import { fileThreadStates } from './thread-states.ts'

const directory = await mkdtemp(join(tmpdir(), 'thread-states-'))
afterAll(() => rm(directory, { recursive: true }))

describeThreadStates({
  checkpoints: fileCheckpoints({ directory, assertLease: async () => {} }),
  states: fileThreadStates(directory),
  lease: async () => {},
  damage: (threadId, number) => truncate(join(directory, threadId, `checkpoint_${number}.json`), 40),
})
