import type { Level, Permissions } from '../contract/accounts-world.ts'
import type { Account, App, Installation, InstallationToken, Repository, Token } from '../state/records.ts'

/** Who asks. */
export interface Viewer {
  kind: 'anonymous' | 'user' | 'app' | 'installation'
  /** For the log. */
  actor: string
  tokenId: string
  quotaOwner: string
  /** Who is shown as the author of what is written. */
  account: Account | null
  app: App | null
  installation: Installation | null
  expiresAt: number | undefined
  /** Whether the token was made for this repository. What is public can be read without. */
  covers(repository: Repository): boolean
  has(permission: string, level: Level): boolean
}

export const ANONYMOUS: Viewer = {
  kind: 'anonymous',
  actor: 'anonymous',
  tokenId: 'none',
  quotaOwner: 'anonymous',
  account: null,
  app: null,
  installation: null,
  expiresAt: undefined,
  covers: () => false,
  has: () => false,
}

export function userViewer(token: Token, tokenId: string): Viewer {
  const { account, kind, repositories, permissions, expiresAt } = token
  return {
    ...ANONYMOUS,
    kind: 'user',
    actor: account.login,
    tokenId,
    quotaOwner: account.login,
    account,
    expiresAt,
    covers: coveredBy(repositories),
    has: kind === 'classic' ? () => true : grantedBy(permissions),
  }
}

export function appViewer(app: App, tokenId: string): Viewer {
  return { ...ANONYMOUS, kind: 'app', actor: `app/${app.id}`, tokenId, quotaOwner: `app/${app.id}`, app }
}

export function installationViewer(token: InstallationToken, tokenId: string): Viewer {
  const { installation, repositories, permissions } = token
  const actor = `installation/${installation.id}`
  return {
    ...ANONYMOUS,
    kind: 'installation',
    actor,
    tokenId,
    quotaOwner: actor,
    account: installation.app.bot,
    app: installation.app,
    installation,
    covers: (repository) =>
      repository.owner === installation.account &&
      coveredBy(installation.repositories)(repository) &&
      coveredBy(repositories)(repository),
    has: grantedBy(permissions),
  }
}

const coveredBy = (repositories: 'all' | Set<Repository>) => (repository: Repository) =>
  repositories === 'all' || repositories.has(repository)

const grantedBy = (permissions: Permissions) => (permission: string, level: Level) =>
  permission === 'metadata' || permissions[permission] === 'write' || permissions[permission] === level
