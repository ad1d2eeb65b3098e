import type { Permissions } from './accounts-world.ts'

export interface NewApp {
  id?: number
  slug?: string
  name?: string
  /** PEM: whoever holds the private key is the App. */
  publicKey: string
  permissions?: Permissions
}

export interface NewInstallation {
  appId: number
  account: string
  repositories?: 'all' | string[]
  /** Those of the App, unless the account has not accepted them all. */
  permissions?: Permissions
}

export interface AppsWorld {
  addApp(app: NewApp): number
  addInstallation(installation: NewInstallation): number
  changeInstallation(
    installationId: number,
    changes: { repositories?: 'all' | string[]; permissions?: Permissions; suspended?: boolean },
  ): void
  deleteInstallation(installationId: number): void
  /** How long an installation token lives that is made from now on; an hour unless set. */
  setTokenLifetime(milliseconds: number): void
  /** All tokens that were made so far are answered with 401. */
  expireInstallationTokens(): void
}
