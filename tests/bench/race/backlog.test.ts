import { expect, inject, test } from 'vitest'
import type { Bench } from '../bench-case.ts'
import { drainBacklog } from './backlog.ts'
import { PM_BOT, RAW } from './entrants.ts'

// What races is not otherwise run by the tests, and a race that does not run measures nothing.
test.each([PM_BOT, RAW])(
  '$name handles a backlog in processes of its own',
  { timeout: 90_000 },
  async (entrant) => {
    const server = { url: inject('postgresUrl') }
    const bench: Bench = { rounds: 1, postgres: async () => server, peersMissing: async () => undefined }
    expect(await drainBacklog(entrant, { actors: 10, messagesEach: 5, workers: 2 }, bench)).toBeGreaterThan(0)
  },
)
