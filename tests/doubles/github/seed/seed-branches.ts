import { type CommitToImport, importCommits } from '../git/import-commits.ts'
import { packRefs } from '../git/pack-refs.ts'
import { type PullIssue, pullRef } from '../state/pulls.ts'
import type { Repository } from '../state/records.ts'

const HEADS = 'refs/heads/'

/**
 * One commit a pull request. Those that are merged follow each other on the base branch, as where
 * each was rebased; the others branch off from where it stood.
 */
export async function seedBranches(repository: Repository, pulls: PullIssue[]): Promise<void> {
  if (pulls.length === 0) return
  const base = HEADS + repository.defaultBranch
  const commits: CommitToImport[] = []
  let from = repository.refs.get(base)!
  for (const [at, issue] of pulls.entries()) {
    commits.push(commitOf(issue, base, from))
    if (issue.pull.mergedAt !== null) from = `:${at + 1}`
  }

  const shas = await importCommits(repository.path, commits)
  const shaOf = (name: string) => (name.startsWith(':') ? shas[Number(name.slice(1)) - 1]! : name)
  const refs = new Map([[base, shaOf(from)]])
  for (const [at, { number, pull, state }] of pulls.entries()) {
    pull.headSha = shas[at]!
    pull.baseSha = shaOf(commits[at]!.from!)
    if (pull.mergedAt !== null) pull.mergeCommitSha = pull.headSha
    refs.set(pullRef(number), pull.headSha)
    if (state === 'open') refs.set(HEADS + pull.head, pull.headSha)
  }
  await packRefs(repository.path, refs)
}

function commitOf(
  { number, title, author, createdAt }: PullIssue,
  ref: string,
  from: string,
): CommitToImport {
  return {
    ref,
    from,
    files: { [`src/change-${number}.txt`]: `${title}\n\nline 2\nline 3\n` },
    message: `${title}\n`,
    author: author.login,
    at: createdAt,
  }
}
