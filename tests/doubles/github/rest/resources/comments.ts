import { commentShape } from '../../shapes/comment-shape.ts'
import { addComment, commentsOn, editComment, deleteComment as remove } from '../../state/comments.ts'
import type { Comment, Repository } from '../../state/records.ts'
import { inRepository } from '../access.ts'
import { ApiError, notFound } from '../api-error.ts'
import { changedSince, inOrder } from '../in-order.ts'
import { issueOf } from '../issue-of.ts'
import { page } from '../page.ts'
import type { RestRequest, Route } from '../route.ts'

const PERMISSIONS = ['issues', 'pull_requests']

/** Without `sort` by id, whatever the direction. */
export const listRepositoryComments: Route = inRepository(PERMISSIONS, 'read', (request, repository) => {
  const { state, query } = request
  const sort = query.get('sort')
  const direction = sort === null ? 'asc' : (query.get('direction') ?? 'desc')
  const found = changedSince([...repository.comments.values()], query.get('since'))
  const comments = inOrder(found, sort ?? 'created', direction)
  return page(request, comments, (each) => commentShape(state, repository, each), repository)
})

export const listComments: Route = inRepository(PERMISSIONS, 'read', (request, repository) => {
  const comments = changedSince(
    commentsOn(repository, issueOf(request, repository)),
    request.query.get('since'),
  )
  return page(request, comments, (each) => commentShape(request.state, repository, each), repository)
})

export const getComment: Route = inRepository(PERMISSIONS, 'read', (request, repository) => ({
  status: 200,
  body: commentShape(request.state, repository, commentOf(request, repository)),
}))

export const createComment: Route = inRepository(PERMISSIONS, 'write', (request, repository) => {
  const { state, viewer } = request
  const issue = issueOf(request, repository)
  if (issue.locked && viewer.account !== repository.owner) {
    throw new ApiError(403, 'Unable to create comment because issue is locked.')
  }
  const { body } = request.body as { body: string }
  const comment = addComment(state, repository, issue, {
    body,
    author: viewer.account!,
    viaApp: viewer.app,
  })
  return {
    status: 201,
    body: commentShape(state, repository, comment),
    wrote: { kind: 'create-comment', repository, target: comment.id },
  }
})

export const updateComment: Route = inRepository(PERMISSIONS, 'write', (request, repository) => {
  const comment = commentOf(request, repository)
  editComment(request.state, comment, (request.body as { body: string }).body)
  return {
    status: 200,
    body: commentShape(request.state, repository, comment),
    wrote: { kind: 'update-comment', repository, target: comment.id },
  }
})

export const deleteComment: Route = inRepository(PERMISSIONS, 'write', (request, repository) => {
  const comment = commentOf(request, repository)
  remove(request.state, repository, comment)
  return { status: 204, wrote: { kind: 'delete-comment', repository, target: comment.id } }
})

function commentOf({ params }: RestRequest, repository: Repository): Comment {
  const comment = repository.comments.get(Number(params.comment_id))
  if (!comment) throw notFound()
  return comment
}
