import { endSessionsOfOtherPasswords } from '@pm-bot/store'
import type { ApiOptions } from './api-context.ts'
import type { Door } from './require-session.ts'
import { createSignInAudit } from './sign-in-audit.ts'

/** At a start: what was opened under another password is over, in every process. */
export async function endFormerSessions(options: ApiOptions, { key }: Door): Promise<void> {
  const audit = createSignInAudit(options)
  await options.store.database.transaction(async (tx) => {
    await audit.sessionsEnded(tx, 'a start with another password', await endSessionsOfOtherPasswords(tx, key))
  })
}
