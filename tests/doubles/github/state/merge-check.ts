import { mergeCommits } from '../git/merge-commits.ts'
import type { PullIssue } from './pulls.ts'
import type { Repository } from './records.ts'

/** By base and head; null where it was asked for once. */
const checked = new WeakMap<Repository, Map<string, boolean | null>>()

/**
 * Whether base and head merge cleanly. As on GitHub, the first who asks after either moved hears
 * null, and the next the answer.
 */
export async function mergeCheck(repository: Repository, { pull }: PullIssue): Promise<boolean | null> {
  const base = repository.refs.get(`refs/heads/${pull.base}`)
  if (base === undefined) return null
  const known = checked.get(repository) ?? new Map<string, boolean | null>()
  checked.set(repository, known)
  const pair = `${base} ${pull.headSha}`
  const answer = known.get(pair)
  if (typeof answer === 'boolean') return answer
  if (answer === undefined) {
    known.set(pair, null)
    return null
  }
  const merges = (await mergeCommits(repository.path, base, pull.headSha)) !== undefined
  known.set(pair, merges)
  return merges
}
