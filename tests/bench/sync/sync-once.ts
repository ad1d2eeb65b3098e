import type { RemoteGitHubDouble } from '../../doubles/github/index.ts'
import { onStage } from '../../faults/stage.ts'
import { createClient } from '../../setup/client.ts'
import { cacheProblems, register, syncNow, untilRepo } from '../../setup/github-cache.ts'
import { makeTenChanges } from './ten-changes.ts'

const PATIENCE_MS = 600_000

export interface Asked {
  /** Requests of any kind. */
  asked: number
  /** Those that GitHub takes off the quota. */
  counted: number
  /** Those that were answered with 304. */
  unchanged: number
  seconds: number
}

export type SyncRound = Record<'import' | 'quiet' | 'refresh', Asked>

/** Imports the repository into a fresh database, looks again when nothing has changed, and once more after ten changes. */
export const syncOnce = (
  { world, log }: RemoteGitHubDouble,
  fullName: string,
  settings: Record<string, string>,
): Promise<SyncRound> =>
  onStage(settings, async ({ fleet }) => {
    const api = await fleet.start('api')
    await fleet.start('worker')
    await fleet.start('scheduler')
    const client = createClient(api.address)

    async function count(step: () => Promise<unknown>): Promise<Asked> {
      await log.clear()
      const began = performance.now()
      await step()
      const seconds = Math.round((performance.now() - began) / 10) / 100
      const requests = await log.requests()
      const problems = [...(await cacheProblems(world, fullName, client, repoId)), ...(await log.problems())]
      if (problems.length > 0) throw new Error(problems.slice(0, 5).join('; '))
      return {
        asked: requests.length,
        counted: requests.filter(({ spentQuota }) => spentQuota).length,
        unchanged: requests.filter(({ status }) => status === 304).length,
        seconds,
      }
    }

    let repoId = ''
    const first = await count(async () => {
      repoId = await register(client, fullName)
      await untilRepo(client, repoId, ({ isImported }) => isImported, PATIENCE_MS)
    })
    // The first look after an import asks from before its beginning, for what changed meanwhile.
    await syncNow(client, repoId)
    const quiet = await count(() => syncNow(client, repoId))
    await makeTenChanges(world, fullName)
    return { import: first, quiet, refresh: await count(() => syncNow(client, repoId)) }
  })
