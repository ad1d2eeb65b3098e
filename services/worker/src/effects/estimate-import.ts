import type { EstimateImportPayload } from '@pm-bot/domain'
import type { Performer } from '@pm-bot/runtime'
import { saveEstimate } from '@pm-bot/store'
import { estimateDepths } from '../sync/estimate-depths.ts'
import { daysBefore } from '../sync/sync-times.ts'
import type { WorkerContext } from '../worker-context.ts'
import { unlessRefused, writeOwned } from './look-at-github.ts'

/** Counts what an import would read, and what it would ask of GitHub. */
export const estimateImport =
  (context: WorkerContext): Performer =>
  (attempt, signal) =>
    unlessRefused(async () => {
      const { fullName } = attempt.payload as EstimateImportPayload
      const { github, store } = context
      const now = await store.database.now()
      const whole = await github.count(fullName, null)
      signal.throwIfAborted()
      const ninetyDays = await github.count(fullName, daysBefore(now, 90))
      // Asked last: what is left is what an import can use.
      const { rate } = await github.repo(fullName)
      const depths = estimateDepths(whole, ninetyDays)
      await writeOwned(context, attempt, (tx) => saveEstimate(tx, fullName, { depths, rate }))
    })
