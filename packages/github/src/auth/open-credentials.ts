import type { GitHubSettings } from '@pm-bot/domain'
import type { PacedOctokit } from '../ask/create-octokit.ts'
import type { Credentials } from './credential.ts'
import { anonymousCredentials, tokenCredentials } from './fixed-credentials.ts'

/** As whom GitHub is asked. The App's key file is read when it is needed, and again after it was no good. */
export function openCredentials(
  { token, app }: Pick<GitHubSettings, 'token' | 'app'>,
  octokit: () => Promise<PacedOctokit>,
): Credentials {
  if (token !== null) return tokenCredentials(token)
  if (app === null) return anonymousCredentials()

  let opened: Promise<Credentials> | undefined
  const open = () => {
    opened ??= octokit()
      .then(async (loaded) => (await import('./app-credentials.ts')).appCredentials(loaded, app))
      .catch((error) => {
        opened = undefined
        throw error
      })
    return opened
  }
  let current: Credentials | undefined
  return {
    auth: 'app',
    async get(purpose) {
      current = await open()
      return await current.get(purpose)
    },
    reject: (purpose, credential) => current?.reject(purpose, credential) ?? false,
  }
}
