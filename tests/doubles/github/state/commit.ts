import type { NewCommit } from '../contract/branches-world.ts'
import { importCommits } from '../git/import-commits.ts'
import { oneAtATime } from '../git/one-at-a-time.ts'
import { accountOf } from './accounts.ts'
import { noticeRefs } from './notice-refs.ts'
import type { Repository } from './records.ts'
import type { State } from './state.ts'

const HEADS = 'refs/heads/'

/** A push by somebody else. */
export async function commit(state: State, repository: Repository, options: NewCommit): Promise<string> {
  const { branch, files, message = 'Change files', author = repository.owner.login, from } = options
  return await oneAtATime(repository, async () => {
    const at = state.clock.now().getTime()
    const [sha = ''] = await importCommits(repository.path, [
      { ref: HEADS + branch, from: startOf(repository, branch, from), files, message, author, at },
    ])
    await noticeRefs(state, repository, accountOf(state, author))
    return sha
  })
}

/** What is named; else the branch's own tip, or the default branch's. */
function startOf({ refs, defaultBranch }: Repository, branch: string, from: string | undefined) {
  if (from !== undefined) return refs.get(HEADS + from) ?? from
  return refs.get(HEADS + branch) ?? refs.get(HEADS + defaultBranch)
}
