import type { Association, NewAccount } from '../contract/accounts-world.ts'
import type { Account, Repository } from './records.ts'
import type { State } from './state.ts'

/** The account of this name, made by being named. */
export function accountOf(state: State, login: string, { type, name }: NewAccount = {}): Account {
  const known = state.accounts.get(login.toLowerCase())
  if (known) return Object.assign(known, type && { type }, name && { name })
  const account: Account = {
    id: state.nextId(),
    login,
    type: type ?? (login.endsWith('[bot]') ? 'Bot' : 'User'),
    name: name ?? null,
    createdAt: state.clock.now().getTime(),
  }
  state.accounts.set(login.toLowerCase(), account)
  return account
}

export function associationOf(repository: Repository, account: Account): Association {
  return repository.associations.get(account) ?? (account === repository.owner ? 'OWNER' : 'NONE')
}
