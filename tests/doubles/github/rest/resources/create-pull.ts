import { countCommits, mergeBase } from '../../git/history.ts'
import { keepPullRefs, openPull, openPullsFrom } from '../../state/pulls.ts'
import type { Repository } from '../../state/records.ts'
import { inRepository } from '../access.ts'
import { ApiError, type FieldError, invalid } from '../api-error.ts'
import { pullAnswer } from '../pull-answer.ts'
import type { Route } from '../route.ts'

interface PullBody {
  title?: string
  head: string
  base: string
  body?: string
  draft?: boolean
}

export const createPull: Route = inRepository(['pull_requests'], 'write', async (request, repository) => {
  const { state, viewer } = request
  const { title, head, base, body, draft = false } = request.body as PullBody
  if (title === undefined) throw invalid({ resource: 'PullRequest', code: 'missing_field', field: 'title' })
  const branch = branchOf(head, repository)
  const headSha = shaOf(repository, branch, 'head')
  const baseSha = shaOf(repository, base, 'base')
  if (draft && !repository.drafts) {
    throw new ApiError(422, 'Draft pull requests are not supported in this repository.')
  }
  await assertCommits(repository, { base, baseSha, branch, headSha })
  // Nothing is awaited from here until it is opened: of two for one branch, one is refused.
  assertNone(repository, branch, base)
  const issue = openPull(state, repository, {
    title,
    body: body ?? null,
    author: viewer.account!,
    viaApp: viewer.app,
    head: branch,
    headSha,
    base,
    baseSha,
    draft,
  })
  await keepPullRefs(repository, [issue])
  return {
    ...(await pullAnswer(request, repository, issue, 201)),
    wrote: { kind: 'create-pull', repository, target: issue.number },
  }
})

/** `branch` or `owner:branch`. There are no forks here. */
function branchOf(head: string, { owner }: Repository): string {
  const [login, ...branch] = head.split(':')
  if (branch.length === 0) return head
  if (login?.toLowerCase() !== owner.login.toLowerCase()) throw wrong('head')
  return branch.join(':')
}

function shaOf(repository: Repository, branch: string, field: 'head' | 'base'): string {
  const sha = repository.refs.get(`refs/heads/${branch}`)
  if (!sha) throw wrong(field)
  return sha
}

const wrong = (field: 'head' | 'base') => invalid({ resource: 'PullRequest', code: 'invalid', field })

async function assertCommits(
  { path }: Repository,
  { base, baseSha, branch, headSha }: { base: string; baseSha: string; branch: string; headSha: string },
): Promise<void> {
  if ((await mergeBase(path, baseSha, headSha)) === undefined) {
    throw custom(`The ${branch} branch has no history in common with ${base}`)
  }
  if ((await countCommits(path, baseSha, headSha)) === 0) {
    throw custom(`No commits between ${base} and ${branch}`)
  }
}

function assertNone(repository: Repository, branch: string, base: string): void {
  if (openPullsFrom(repository, branch).some(({ pull }) => pull.base === base)) {
    throw custom(`A pull request already exists for ${repository.owner.login}:${branch}.`)
  }
}

const custom = (message: string) =>
  invalid({ resource: 'PullRequest', code: 'custom', message } satisfies FieldError)
