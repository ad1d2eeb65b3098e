import type { GitHubSettings, GitHubView } from '@pm-bot/domain'
import { type Reader, readConnection } from '@pm-bot/store'

/** How GitHub is reached, and what it said when it was last looked at. */
export async function readGitHubView(
  reader: Pick<Reader, 'read'>,
  settings: GitHubSettings,
): Promise<GitHubView> {
  const { seenAs, ...seen } = await readConnection(reader)
  const own = authOf(settings)
  return {
    // On a server the credential is the publisher's alone: it said what it has when it looked.
    auth: own === 'none' ? seenAs : own,
    apiUrl: settings.apiUrl.href,
    webhooks: settings.webhookSecrets.length > 0,
    ...seen,
  }
}

const authOf = ({ token, app }: GitHubSettings): GitHubView['auth'] => {
  if (app) return 'app'
  return token ? 'token' : 'none'
}
