import { decideRepo } from './decide-repo.ts'
import { evolveRepo } from './evolve-repo.ts'
import { finishRepoWork, type RepoWorkEnd } from './finish-repo-work.ts'
import { NEW_REPO, type Repo, type RepoCommand, type RepoEvent } from './repo.ts'

export const by = 'operator'
export const AT = '2026-01-01T12:00:00.000Z'
export const later = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000).toISOString()

export const REGISTER: Extract<RepoCommand, { type: 'register-repo' }> = {
  type: 'register-repo',
  repoId: '80000000-0000-8000-8000-000000000000',
  workspaceId: 'workspace-1',
  source: 'github',
  fullName: 'octo/shop',
  name: 'shop',
  path: '',
  defaultBranch: null,
  options: { depth: '90-days', intervalSeconds: 300 },
  by,
}

/** Commands and ends of effects in turn, told at times that the test chooses. */
export function repository() {
  let repo: Repo = NEW_REPO
  let ids = 0
  const contextAt = (now: string) => ({ version: 1, now, newId: () => `effect-${++ids}` })
  const apply = (events: RepoEvent[]): RepoEvent[] => {
    repo = events.reduce(evolveRepo, repo)
    return events
  }
  const told = {
    get repo() {
      return repo
    },
    get sync() {
      return repo.sync!
    },
    tell: (command: RepoCommand, now = AT) => apply(decideRepo(repo, command, contextAt(now))),
    end: (end: RepoWorkEnd, now = AT, effectId = repo.sync?.work?.effectId ?? '') =>
      apply(finishRepoWork(repo, effectId, end, contextAt(now))),
    set: (status: Repo['status']) =>
      told.tell({ type: 'set-repo-status', status, unfinishedRuns: 0, ifVersion: null, by }),
  }
  told.tell(REGISTER)
  return told
}
export const synced = (at = AT, changed = 0): RepoWorkEnd => ({
  status: 'succeeded',
  result: { status: 'synced', changed, defaultBranch: 'trunk', intervalSeconds: 300, at },
})
export const refused: RepoWorkEnd = {
  status: 'succeeded',
  result: { status: 'refused', message: 'Bad credentials', hint: 'Make a new token.' },
}
export const imported = () => {
  const told = repository()
  told.end(synced())
  return told
}
