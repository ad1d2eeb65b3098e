export type Level = 'read' | 'write'

/** What a fine-grained token or an App may do, by GitHub's names: `issues`, `pull_requests`, `contents`, … */
export type Permissions = Record<string, Level>

/** Owner and collaborator may push; anybody sees what is public. */
export type Association =
  | 'OWNER'
  | 'MEMBER'
  | 'COLLABORATOR'
  | 'CONTRIBUTOR'
  | 'FIRST_TIME_CONTRIBUTOR'
  | 'NONE'

export interface NewAccount {
  type?: 'User' | 'Organization' | 'Bot'
  name?: string
}

export interface NewToken {
  login: string
  /** `classic` has scopes and may do all that its user may. Fine-grained is the default. */
  kind?: 'fine-grained' | 'classic'
  /** What it was made for; `all` is every repository of this double. Others are read if they are public. */
  repositories?: 'all' | string[]
  permissions?: Permissions
  expiresAt?: string
}

export interface AccountsWorld {
  /** An owner of a repository and an author of an issue become accounts by being named. */
  addAccount(login: string, account?: NewAccount): void
  /** From now on this is a personal access token. */
  addToken(token: string, options: NewToken): void
  changeToken(token: string, options: Partial<NewToken>): void
  /** From now on it is answered with 401. */
  revokeToken(token: string): void
}
