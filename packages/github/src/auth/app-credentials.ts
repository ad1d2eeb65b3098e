import { createAppAuth } from '@octokit/auth-app'
import { GitHubRefusedError } from '@pm-bot/domain'
import type { PacedOctokit } from '../ask/create-octokit.ts'
import { explainError } from '../ask/explain-error.ts'
import { failureOf, send } from '../ask/send.ts'
import { readFields } from '../parse/fields.ts'
import { openAppClock } from './app-clock.ts'
import { ANONYMOUS, type Credential, type Credentials, credentialOf, type Purpose } from './credential.ts'
import { readPrivateKey } from './read-private-key.ts'

/** A token that ends sooner is not used any more: what is begun with it has to end with it. */
const LEAST_LEFT_MS = 60_000

/** As an installation of an App: its tokens live an hour, and @octokit/auth-app keeps and renews them. */
export async function appCredentials(
  octokit: PacedOctokit,
  app: { id: string; privateKeyFile: string },
): Promise<Credentials> {
  const clock = openAppClock(octokit, await readPrivateKey(app.privateKeyFile))
  const auth = createAppAuth({ appId: app.id, createJwt: clock.jwt, request: octokit.request })
  /** By lower-case `owner/name`. */
  const installations = new Map<string, number>()
  const rejected = new Set<string>()

  const asApp = async () => credentialOf((await auth({ type: 'app' })).token, 'bearer')

  /** Null where the App is not installed. */
  async function installationOf(fullName: string): Promise<number | null> {
    const key = fullName.toLowerCase()
    const known = installations.get(key)
    if (known !== undefined) return known
    const [owner, repo] = fullName.split('/')
    const route = 'GET /repos/{owner}/{repo}/installation'
    const ask = async () => send(octokit, 'app', await asApp(), { route, parameters: { owner, repo } })
    const answer = await clock.inTime(ask).catch((error) => {
      if (error instanceof GitHubRefusedError && error.status === 404) return null
      throw error
    })
    if (answer === null) return null
    const id = readFields(answer.data, route).number('id')
    installations.set(key, id)
    return id
  }

  const asInstallation = (id: number) => clock.inTime(() => tokenOf(id))

  async function tokenOf(id: number): Promise<Credential> {
    try {
      const kept = await auth({ type: 'installation', installationId: id })
      const isUsable =
        Date.parse(kept.expiresAt) - clock.now() > LEAST_LEFT_MS &&
        !rejected.has(credentialOf(kept.token).identity)
      if (isUsable) return credentialOf(kept.token)
      rejected.clear()
      return credentialOf((await auth({ type: 'installation', installationId: id, refresh: true })).token)
    } catch (error) {
      const route = `POST /app/installations/${id}/access_tokens`
      throw explainError(failureOf(error), route, 'app', ANONYMOUS)
    }
  }

  async function get(purpose: Purpose): Promise<Credential> {
    switch (purpose.for) {
      case 'self':
        return await asApp()
      case 'installation':
        return await asInstallation(purpose.id)
      case 'repository': {
        const id = await installationOf(purpose.fullName)
        // What is public can be read all the same; nothing is written there.
        if (id === null) return ANONYMOUS
        try {
          return await asInstallation(id)
        } catch (error) {
          // Installed anew it has another number.
          if (error instanceof GitHubRefusedError) installations.delete(purpose.fullName.toLowerCase())
          throw error
        }
      }
    }
  }

  return {
    auth: 'app',
    get,
    reject(purpose, credential) {
      if (purpose.for === 'self') return clock.adjust()
      if (credential === ANONYMOUS) return false
      if (purpose.for === 'repository') installations.delete(purpose.fullName.toLowerCase())
      rejected.add(credential.identity)
      return true
    },
  }
}
