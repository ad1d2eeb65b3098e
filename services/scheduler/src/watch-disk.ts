import { type ArtifactStore, diskWarnings } from '@pm-bot/domain'
import type { Logger } from '@pm-bot/logging'
import { createPulse, type Loop } from '@pm-bot/runtime'
import { changed, type Store } from '@pm-bot/store'

const MINUTE_MS = 60 * 1000

/** Says in the log when the disk of the data directory fills up, and tells open pages to look. */
export function watchDisk(options: {
  store: Store
  artifacts: ArtifactStore
  logger: Logger
  onError: (error: unknown) => void
  pollMs?: number
}): Loop {
  const { store, artifacts, logger, onError } = options
  let before: string | undefined
  return createPulse({
    pollMs: options.pollMs ?? MINUTE_MS,
    onError,
    async beat() {
      const space = await artifacts.diskSpace()
      const [warning] = diskWarnings(space)
      if (warning?.code === before) return 'idle'
      if (warning) logger.warn({ ...space, code: warning.code }, warning.message)
      else logger.info(space, 'the disk has room again')
      before = warning?.code
      await store.database.transaction(async (tx) => changed(tx, 'instance', ''))
      return 'idle'
    },
  })
}
