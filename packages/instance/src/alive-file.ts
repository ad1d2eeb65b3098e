import { writeFile } from 'node:fs/promises'
import { createPulse, type Loop } from '@pm-bot/runtime'
import type { Database } from '@pm-bot/store'

/** Keeps the file young while this process runs its loop and reaches its database. */
export function keepAliveFile(file: string, { read }: Database, onError: (error: unknown) => void): Loop {
  return createPulse({
    pollMs: 5000,
    onError,
    async beat() {
      await read.selectNoFrom((eb) => eb.lit(1).as('one')).execute()
      await writeFile(file, '')
      return 'idle'
    },
  })
}
