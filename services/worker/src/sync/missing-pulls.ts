import { GitHubRefusedError } from '@pm-bot/domain'
import { listNumbersWithoutPull, markGone, mergePulls } from '@pm-bot/store'
import type { SyncSession } from './sync-session.ts'

const BATCH = 50

/** Pull requests that the list of issues showed and that of pull requests did not: they moved while it was read. */
export async function readMissingPulls(session: SyncSession): Promise<void> {
  const { github, payload, database } = session
  const { repoId, fullName } = payload
  for (let before = -1; ; ) {
    const numbers = await listNumbersWithoutPull(database, repoId, BATCH)
    // What GitHub neither shows nor denies must not keep us here.
    if (numbers.length === 0 || numbers.at(-1)! <= before) return
    before = numbers.at(-1)!
    for (const number of numbers) {
      const step = { list: 'missing-pulls', phase: 'pull requests' }
      const pull = await unlessGone(() => session.askPlainly(() => github.pull(fullName, number)))
      await session.save(step, (tx) =>
        pull ? mergePulls(tx, repoId, [pull]) : markGone(tx, repoId, number, 'deleted'),
      )
    }
  }
}

async function unlessGone<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof GitHubRefusedError && (error.status === 404 || error.status === 410))
      return undefined
    throw error
  }
}
