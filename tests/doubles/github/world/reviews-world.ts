import type { ReviewCommentView, ReviewsWorld, ReviewView } from '../contract/reviews-world.ts'
import { associationOf } from '../state/accounts.ts'
import { nothing, pullNumbered, repositoryNamed } from '../state/find.ts'
import type { Repository, Review, ReviewComment } from '../state/records.ts'
import { addReview, addReviewComment } from '../state/reviews.ts'
import type { State } from '../state/state.ts'
import { changedAt, isoTime, touch } from '../state/times.ts'
import { writtenBy } from '../state/written-by.ts'

export const reviewsWorld = (state: State): ReviewsWorld => ({
  review(fullName, number, { comments = [], body = '', ...review }) {
    const repository = repositoryNamed(state, fullName)
    const pull = pullNumbered(repository, number)
    const author = writtenBy(state, repository, review)
    const added = addReview(state, repository, pull, { author, state: review.state, body })
    for (const comment of comments) {
      addReviewComment(state, repository, pull, { ...comment, author, review: added, inReplyTo: null })
    }
    return added.id
  },
  dismissReview(fullName, id) {
    const review = repositoryNamed(state, fullName).reviews.get(id) ?? nothing(`no review ${id}`)
    review.state = 'DISMISSED'
    touch(state, review.issue)
  },
  reviewComment(fullName, number, { inReplyTo = null, ...comment }) {
    const repository = repositoryNamed(state, fullName)
    const author = writtenBy(state, repository, comment)
    const pull = pullNumbered(repository, number)
    const { body, path, line } = comment
    return addReviewComment(state, repository, pull, { body, path, line, author, inReplyTo, review: null }).id
  },
  editReviewComment(fullName, id, body) {
    const comment = reviewCommentOf(repositoryNamed(state, fullName), id)
    Object.assign(comment, { body, updatedAt: changedAt(state, comment.updatedAt) })
    touch(state, comment.issue)
  },
  deleteReviewComment(fullName, id) {
    const repository = repositoryNamed(state, fullName)
    touch(state, reviewCommentOf(repository, id).issue)
    repository.reviewComments.delete(id)
  },
  reviews(fullName, number) {
    const reviews = [...repositoryNamed(state, fullName).reviews.values()]
    return reviews.filter(({ issue }) => number === undefined || issue.number === number).map(reviewView)
  },
  reviewComments(fullName, number) {
    const repository = repositoryNamed(state, fullName)
    return [...repository.reviewComments.values()]
      .filter(({ issue }) => number === undefined || issue.number === number)
      .map((comment) => commentView(repository, comment))
  },
})

const reviewCommentOf = (repository: Repository, id: number) =>
  repository.reviewComments.get(id) ?? nothing(`no review comment ${id}`)

function reviewView({ id, issue, author, state, body, commit, submittedAt }: Review): ReviewView {
  return {
    id,
    number: issue.number,
    author: author.login,
    state,
    body,
    commit,
    submittedAt: isoTime(submittedAt),
  }
}

function commentView(repository: Repository, comment: ReviewComment): ReviewCommentView {
  const { id, issue, author, body, path, line, inReplyTo, review } = comment
  return {
    id,
    number: issue.number,
    author: author.login,
    authorAssociation: associationOf(repository, author),
    body,
    path,
    line,
    inReplyTo,
    reviewId: review?.id ?? null,
    createdAt: isoTime(comment.createdAt),
    updatedAt: isoTime(comment.updatedAt),
  }
}
