import { oneAtATime } from '../../git/one-at-a-time.ts'
import { readCommit } from '../../git/read-commit.ts'
import { writeRefs } from '../../git/write-refs.ts'
import { branchShape, fullBranchShape, refShape } from '../../shapes/branch-shape.ts'
import { noticeRefs } from '../../state/notice-refs.ts'
import { inRepository } from '../access.ts'
import { ApiError, notFound } from '../api-error.ts'
import { page } from '../page.ts'
import type { Route } from '../route.ts'

const HEADS = 'refs/heads/'

export const listBranches: Route = inRepository(['contents'], 'read', (request, repository) => {
  const branches = [...repository.refs].filter(([ref]) => ref.startsWith(HEADS))
  return page(
    request,
    branches,
    ([ref, sha]) => branchShape(request.state, repository, ref.slice(HEADS.length), sha),
    repository,
  )
})

export const getBranch: Route = inRepository(['contents'], 'read', async ({ state, params }, repository) => {
  const { branch = '' } = params
  const sha = repository.refs.get(HEADS + branch)
  if (!sha) throw new ApiError(404, 'Branch not found')
  return {
    status: 200,
    body: fullBranchShape(state, repository, branch, await readCommit(repository.path, sha)),
  }
})

/** `heads/main`: exactly that, nothing that begins so. */
export const getRef: Route = inRepository(['contents'], 'read', ({ state, params }, repository) => {
  const ref = `refs/${params.ref}`
  const sha = repository.refs.get(ref)
  if (!sha) throw notFound()
  return { status: 200, body: refShape(state, repository, ref, sha) }
})

export const deleteRef: Route = inRepository(['contents'], 'write', async (request, repository) => {
  const ref = `refs/${request.params.ref}`
  return await oneAtATime(repository, async () => {
    if (!repository.refs.has(ref)) throw new ApiError(422, 'Reference does not exist')
    await writeRefs(repository.path, { [ref]: undefined })
    await noticeRefs(request.state, repository, request.viewer.account!)
    return { status: 204, wrote: { kind: 'delete-ref' as const, repository, target: ref } }
  })
})
