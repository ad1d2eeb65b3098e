import { changedFiles } from '../git/changed-files.ts'
import { readRefs } from '../git/read-refs.ts'
import { runGit } from '../git/run-git.ts'
import { changeIssue } from './issues.ts'
import { keepPullRefs, openPullsFrom, type PullIssue, pullsOf } from './pulls.ts'
import type { Account, Repository } from './records.ts'
import type { State } from './state.ts'
import { changedAt, touch } from './times.ts'

export interface RefChange {
  ref: string
  before: string | undefined
  after: string | undefined
}

const HEADS = 'refs/heads/'

/** Looks where the branches are now, and lets pull requests follow theirs. */
export async function noticeRefs(state: State, repository: Repository, by: Account): Promise<RefChange[]> {
  const refs = await readRefs(repository.path)
  const changes = changesBetween(repository.refs, refs)
  repository.refs = refs
  if (changes.length > 0) repository.pushedAt = changedAt(state, repository.pushedAt)

  const moved: { pull: PullIssue; before: string }[] = []
  for (const { ref, after } of changes) {
    for (const pull of openPullsFrom(repository, ref.slice(HEADS.length))) {
      if (after === undefined) changeIssue(state, repository, pull, { state: 'closed' }, by)
      else moved.push({ pull, before: followHead(state, repository, pull, after) })
    }
  }
  await keepPullRefs(
    repository,
    moved.map(({ pull }) => pull),
  )
  for (const { pull, before } of moved) await outdateComments(repository, pull, before)
  for (const change of changes) await noticeMerged(state, repository, change, by)
  return changes
}

function changesBetween(before: Map<string, string>, after: Map<string, string>): RefChange[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names]
    .map((ref) => ({ ref, before: before.get(ref), after: after.get(ref) }))
    .filter((change) => change.before !== change.after)
}

/** Answers where it was. */
function followHead(state: State, repository: Repository, issue: PullIssue, sha: string): string {
  const before = issue.pull.headSha
  issue.pull.headSha = sha
  issue.pull.baseSha = repository.refs.get(HEADS + issue.pull.base) ?? issue.pull.baseSha
  touch(state, issue)
  return before
}

/** Comments on files that the push changed lose their line. */
async function outdateComments(repository: Repository, pull: PullIssue, before: string): Promise<void> {
  const comments = [...repository.reviewComments.values()].filter(({ issue }) => issue === pull)
  if (comments.length === 0) return
  const files = await changedFiles(repository.path, before, pull.pull.headSha)
  const changed = new Set(files.flatMap(({ filename, previousFilename }) => [filename, previousFilename]))
  for (const comment of comments) {
    if (changed.has(comment.path)) comment.line = null
    else comment.commit = pull.pull.headSha
  }
}

/** A pull request whose commits arrive in its base by a push counts as merged. */
async function noticeMerged(
  state: State,
  repository: Repository,
  change: RefChange,
  by: Account,
): Promise<void> {
  const { ref, after } = change
  const candidates = pullsOf(repository).filter(
    (issue) => issue.state === 'open' && HEADS + issue.pull.base === ref,
  )
  if (after === undefined || candidates.length === 0) return
  const { stdout } = await runGit(repository.path, [
    'for-each-ref',
    `--merged=${after}`,
    '--format=%(refname)',
    'refs/pull',
  ])
  const merged = new Set(stdout.split('\n').map((name) => Number(name.split('/')[2])))
  for (const issue of candidates) {
    if (merged.has(issue.number)) markMerged(state, repository, issue, issue.pull.headSha, by)
  }
}

export function markMerged(
  state: State,
  repository: Repository,
  issue: PullIssue,
  commit: string,
  by: Account,
): void {
  changeIssue(state, repository, issue, { state: 'closed' }, by)
  Object.assign(issue.pull, { mergedAt: issue.closedAt, mergedBy: by, mergeCommitSha: commit })
}
