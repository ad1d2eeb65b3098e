import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileCheckpoints, LeaseLostError } from '@pm-bot/checkpoints'
import { afterAll } from 'vitest'
import { describeForks } from './fork-thread.contract.ts'

const directory = await mkdtemp(join(tmpdir(), 'fork-thread-'))
afterAll(() => rm(directory, { recursive: true }))

describeForks(async () => {
  const leases = new Map<string, number>()
  return {
    lease: async (runId, epoch) => void leases.set(runId, epoch),
    checkpoints: fileCheckpoints({
      directory,
      assertLease: async (runId, epoch) => {
        if (leases.get(runId) !== epoch) throw new LeaseLostError({ runId, epoch })
      },
    }),
  }
})
