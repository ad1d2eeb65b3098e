import { GITHUB_DESK, type GitHubCommand, type GitHubSettings } from '@pm-bot/domain'
import { readConnection, type Store } from '@pm-bot/store'

/** A credential of another kind than the one that was looked at last, or none, is looked at without being asked for. */
export async function noticeCredential(
  { database, storage }: Pick<Store, 'database' | 'storage'>,
  { token, app }: Pick<GitHubSettings, 'token' | 'app'>,
): Promise<void> {
  const { connection, seenAs } = await readConnection(database)
  const auth = app ? 'app' : token ? 'token' : 'none'
  // Nobody has looked yet: then nothing stale is shown.
  if (connection === null || seenAs === auth) return
  const look: GitHubCommand = { type: 'look-at-github', by: 'pm-bot' }
  await storage.transaction(async (tx) => tx.tell(GITHUB_DESK, look))
}
