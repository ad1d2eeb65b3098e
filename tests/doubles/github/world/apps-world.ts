import type { Permissions } from '../contract/accounts-world.ts'
import type { AppsWorld } from '../contract/apps-world.ts'
import { accountOf } from '../state/accounts.ts'
import { nothing } from '../state/find.ts'
import type { State } from '../state/state.ts'
import { repositoriesFrom } from './accounts-world.ts'

const PERMISSIONS: Permissions = {
  metadata: 'read',
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  checks: 'read',
  statuses: 'read',
}

export const appsWorld = (state: State): AppsWorld => ({
  addApp({ id = state.nextId(), slug = 'pm-bot', name = slug, publicKey, permissions = PERMISSIONS }) {
    const createdAt = state.clock.now().getTime()
    const owner = accountOf(state, 'app-owner')
    const bot = accountOf(state, `${slug}[bot]`)
    state.apps.set(id, { id, slug, name, publicKey, permissions, owner, bot, createdAt })
    return id
  },
  addInstallation({ appId, account, repositories = 'all', permissions }) {
    const app = state.apps.get(appId) ?? nothing(`no App ${appId}`)
    const id = state.nextId()
    state.installations.set(id, {
      id,
      app,
      account: accountOf(state, account),
      repositories: repositoriesFrom(state, repositories),
      permissions: permissions ?? app.permissions,
      suspendedAt: null,
      createdAt: state.clock.now().getTime(),
    })
    return id
  },
  changeInstallation(installationId, { repositories, permissions, suspended }) {
    const known = state.installations.get(installationId) ?? nothing(`no installation ${installationId}`)
    if (repositories) known.repositories = repositoriesFrom(state, repositories)
    if (permissions) known.permissions = permissions
    if (suspended !== undefined) known.suspendedAt = suspended ? state.clock.now().getTime() : null
  },
  deleteInstallation(installationId) {
    state.installations.delete(installationId)
    for (const [token, { installation }] of state.installationTokens) {
      if (installation.id === installationId) state.installationTokens.delete(token)
    }
  },
  setTokenLifetime(milliseconds) {
    state.tokenLifetimeMs = milliseconds
  },
  expireInstallationTokens() {
    for (const token of state.installationTokens.values()) token.expiresAt = 0
  },
})
