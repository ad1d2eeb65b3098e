import { reviewCommentShape, reviewShape } from '../../shapes/review-shape.ts'
import { inRepository } from '../access.ts'
import { changedSince, inOrder } from '../in-order.ts'
import { pullOf } from '../issue-of.ts'
import { page } from '../page.ts'
import type { Route } from '../route.ts'

const PERMISSIONS = ['pull_requests']

export const listReviews: Route = inRepository(PERMISSIONS, 'read', (request, repository) => {
  const pull = pullOf(request, repository)
  const reviews = [...repository.reviews.values()].filter(({ issue }) => issue === pull)
  return page(request, reviews, (each) => reviewShape(request.state, repository, each), repository)
})

export const listReviewComments: Route = inRepository(PERMISSIONS, 'read', (request, repository) => {
  const pull = pullOf(request, repository)
  const all = [...repository.reviewComments.values()].filter(({ issue }) => issue === pull)
  const comments = changedSince(all, request.query.get('since'))
  return page(request, comments, (each) => reviewCommentShape(request.state, repository, each), repository)
})

/** Of all pull requests. Without `sort` by id, whatever the direction. */
export const listRepositoryReviewComments: Route = inRepository(
  PERMISSIONS,
  'read',
  (request, repository) => {
    const { state, query } = request
    const sort = query.get('sort')
    const direction = sort === null ? 'asc' : (query.get('direction') ?? 'desc')
    const all = changedSince([...repository.reviewComments.values()], query.get('since'))
    const comments = inOrder(all, sort ?? 'created', direction)
    return page(request, comments, (each) => reviewCommentShape(state, repository, each), repository)
  },
)
