import { changedFiles } from '../../git/changed-files.ts'
import { mergeBase } from '../../git/history.ts'
import { fileShape } from '../../shapes/file-shape.ts'
import { pullShape } from '../../shapes/pull-shape.ts'
import { repositoryShape } from '../../shapes/repository-shape.ts'
import { changeIssue } from '../../state/issues.ts'
import { mergePull as merge } from '../../state/merge-pull.ts'
import { type PullIssue, pullsOf } from '../../state/pulls.ts'
import type { Repository } from '../../state/records.ts'
import { inRepository } from '../access.ts'
import { ApiError, invalid } from '../api-error.ts'
import { inOrder } from '../in-order.ts'
import { pullOf } from '../issue-of.ts'
import { page } from '../page.ts'
import { pullAnswer } from '../pull-answer.ts'
import type { Route } from '../route.ts'

const PERMISSIONS = ['pull_requests']

/** There is no `since`. */
export const listPulls: Route = inRepository(PERMISSIONS, 'read', (request, repository) => {
  const { state, query } = request
  const sort = query.get('sort') ?? 'created'
  const direction = query.get('direction') ?? (sort === 'created' ? 'desc' : 'asc')
  const wanted = pullsOf(repository).filter((issue) => isWanted(issue, repository, query))
  const repo = repositoryShape(state, repository)
  return page(
    request,
    inOrder(wanted, sort, direction),
    (issue) => pullShape(state, repository, issue, repo),
    repository,
  )
})

function isWanted(issue: PullIssue, { owner }: Repository, query: URLSearchParams): boolean {
  const state = query.get('state') ?? 'open'
  const head = query.get('head')
  const base = query.get('base')
  return (
    (state === 'all' || issue.state === state) &&
    // GitHub takes no notice of a head without its owner.
    (head === null || !head.includes(':') || head === `${owner.login}:${issue.pull.head}`) &&
    (base === null || base === issue.pull.base)
  )
}

export const getPull: Route = inRepository(PERMISSIONS, 'read', (request, repository) =>
  pullAnswer(request, repository, pullOf(request, repository), 200),
)

interface PullBody {
  title?: string
  body?: string
  state?: 'open' | 'closed'
  base?: string
}

export const updatePull: Route = inRepository(PERMISSIONS, 'write', async (request, repository) => {
  const issue = pullOf(request, repository)
  const { title, body, state, base } = (request.body ?? {}) as PullBody
  if (state === 'open' && issue.state === 'closed') assertReopens(issue, repository)
  if (base !== undefined) {
    const sha = repository.refs.get(`refs/heads/${base}`)
    if (!sha) throw invalid({ resource: 'PullRequest', code: 'invalid', field: 'base' })
    Object.assign(issue.pull, { base, baseSha: sha })
  }
  const change = {
    ...(title !== undefined && { title }),
    ...(body !== undefined && { body }),
    ...(state && { state }),
  }
  changeIssue(request.state, repository, issue, change, request.viewer.account!)
  return {
    ...(await pullAnswer(request, repository, issue, 200)),
    wrote: { kind: 'update-pull', repository, target: issue.number },
  }
})

function assertReopens({ pull }: PullIssue, repository: Repository): void {
  const gone = !repository.refs.has(`refs/heads/${pull.head}`)
  if (pull.mergedAt === null && !gone) return
  throw invalid({
    resource: 'PullRequest',
    code: 'invalid',
    field: 'state',
    message: gone
      ? `state cannot be changed. The ${pull.head} branch has been deleted.`
      : 'state cannot be changed. The pull request cannot be reopened.',
  })
}

export const listFiles: Route = inRepository(PERMISSIONS, 'read', async (request, repository) => {
  const { pull } = pullOf(request, repository)
  const base = (await mergeBase(repository.path, pull.baseSha, pull.headSha)) ?? pull.baseSha
  const files = await changedFiles(repository.path, base, pull.headSha)
  return page(request, files, (file) => fileShape(request.state, repository, pull.headSha, file), repository)
})

/** Nothing of ours may ever ask for it: the log keeps it as a violation. */
export const mergePull: Route = inRepository(['contents'], 'write', async (request, repository) => {
  const issue = pullOf(request, repository)
  const by = request.viewer.account!
  const sha = await merge(request.state, repository, issue, { by, method: 'merge' })
  if (sha === undefined) throw new ApiError(405, 'Pull Request is not mergeable')
  return {
    status: 200,
    body: { sha, merged: true, message: 'Pull Request successfully merged' },
    wrote: { kind: 'merge-pull', repository, target: issue.number },
  }
})
