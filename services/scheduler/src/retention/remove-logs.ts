import { listOldLogs, removeArtifacts } from '@pm-bot/store'
import { daysBefore, type RetentionStep, removeAll } from './retention-context.ts'

const AT_ONCE = 200

/** Logs of ended runs. The file goes before its row: what is cut off in between is found again. */
export const removeLogs: RetentionStep = async ({ store, retention, runFiles }, removed, now, signal) => {
  const old = daysBefore(now, retention.artifactDays)
  removed.logs += await removeAll(signal, async () => {
    const logs = await listOldLogs(store.database, old, AT_ONCE)
    if (logs.length === 0) return 0
    for (const { uri, isLast } of logs) if (isLast) await runFiles.removeArtifact(uri)
    return await removeArtifacts(
      store.database,
      logs.map(({ artifactId }) => artifactId),
    )
  })
}
