import type { Association } from '../contract/accounts-world.ts'
import { accountOf } from './accounts.ts'
import type { Account, Repository } from './records.ts'
import type { State } from './state.ts'

/** Who writes where nobody is named. */
const SOMEBODY = 'octocat'

/** The author of what a test writes, who stays to the repository what the test says. */
export function writtenBy(
  state: State,
  repository: Repository,
  { author = SOMEBODY, authorAssociation }: { author?: string; authorAssociation?: Association },
): Account {
  const account = accountOf(state, author)
  if (authorAssociation) repository.associations.set(account, authorAssociation)
  return account
}
