import { readRefs } from '../git/read-refs.ts'
import { followHeads } from './follow-heads.ts'
import { noticeMerged } from './notice-merged.ts'
import type { Account, Repository } from './records.ts'
import type { State } from './state.ts'
import { changedAt } from './times.ts'

export interface RefChange {
  ref: string
  before: string | undefined
  after: string | undefined
}

/** Looks where the branches are now, and lets pull requests follow theirs. */
export async function noticeRefs(state: State, repository: Repository, by: Account): Promise<RefChange[]> {
  const refs = await readRefs(repository.path)
  const changes = changesBetween(repository.refs, refs)
  repository.refs = refs
  if (changes.length > 0) repository.pushedAt = changedAt(state, repository.pushedAt)
  await followHeads(state, repository, changes, by)
  for (const change of changes) await noticeMerged(state, repository, change, by)
  return changes
}

function changesBetween(before: Map<string, string>, after: Map<string, string>): RefChange[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names]
    .map((ref) => ({ ref, before: before.get(ref), after: after.get(ref) }))
    .filter((change) => change.before !== change.after)
}
