import { changedFiles } from '../git/changed-files.ts'
import { countCommits, mergeBase } from '../git/history.ts'
import type { PullIssue } from './pulls.ts'
import type { Repository } from './records.ts'

export interface PullDiff {
  commits: number
  additions: number
  deletions: number
  changedFiles: number
}

/** How much a pull request changes. */
export async function pullDiff({ path }: Repository, { pull }: PullIssue): Promise<PullDiff> {
  const { baseSha, headSha } = pull
  const base = (await mergeBase(path, baseSha, headSha)) ?? baseSha
  const [files, commits] = await Promise.all([
    changedFiles(path, base, headSha),
    countCommits(path, base, headSha),
  ])
  const sum = (key: 'additions' | 'deletions') => files.reduce((total, file) => total + file[key], 0)
  return { commits, additions: sum('additions'), deletions: sum('deletions'), changedFiles: files.length }
}
