import type { AccountsWorld, NewToken, Permissions } from '../contract/accounts-world.ts'
import { accountOf } from '../state/accounts.ts'
import { nothing, repositoryNamed } from '../state/find.ts'
import type { Token } from '../state/records.ts'
import type { State } from '../state/state.ts'

/** What pm-bot asks for. A fine-grained token can never have `checks`: GitHub does not offer it. */
const PERMISSIONS: Permissions = {
  metadata: 'read',
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  statuses: 'read',
}

export const accountsWorld = (state: State): AccountsWorld => ({
  addAccount(login, account) {
    accountOf(state, login, account)
  },
  addToken(token, options) {
    state.tokens.set(token, tokenFrom(state, options))
  },
  changeToken(token, changes) {
    const known = state.tokens.get(token) ?? nothing('no such token')
    Object.assign(known, tokenFrom(state, { ...optionsOf(known), ...changes }))
  },
  revokeToken(token) {
    state.tokens.delete(token)
    state.installationTokens.delete(token)
  },
})

function tokenFrom(state: State, options: NewToken): Token {
  const { login, kind = 'fine-grained', repositories = 'all', permissions = PERMISSIONS, expiresAt } = options
  return {
    account: accountOf(state, login),
    kind,
    repositories: repositoriesFrom(state, repositories),
    permissions,
    expiresAt: expiresAt === undefined ? undefined : Date.parse(expiresAt),
  }
}

function optionsOf({ account, kind, repositories, permissions, expiresAt }: Token): NewToken {
  return {
    login: account.login,
    kind,
    repositories:
      repositories === 'all' ? 'all' : [...repositories].map(({ owner, name }) => `${owner.login}/${name}`),
    permissions,
    ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }),
  }
}

export const repositoriesFrom = (state: State, names: 'all' | string[]) =>
  names === 'all' ? names : new Set(names.map((name) => repositoryNamed(state, name)))
