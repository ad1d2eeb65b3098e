import type { Association } from './accounts-world.ts'
import type { CommentView } from './comments-world.ts'

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED'

export interface NewReview {
  state: ReviewState
  body?: string
  author?: string
  authorAssociation?: Association
  /** On lines of the diff. */
  comments?: { path: string; line: number; body: string }[]
}

export interface NewReviewComment {
  body: string
  path: string
  line: number
  author?: string
  authorAssociation?: Association
  inReplyTo?: number
}

export interface ReviewView {
  id: number
  number: number
  author: string
  state: ReviewState
  body: string
  commit: string
  submittedAt: string
}

export interface ReviewCommentView extends CommentView {
  path: string
  line: number | null
  inReplyTo: number | null
  reviewId: number | null
}

export interface ReviewsWorld {
  review(fullName: string, number: number, review: NewReview): number
  dismissReview(fullName: string, id: number): void
  reviewComment(fullName: string, number: number, comment: NewReviewComment): number
  editReviewComment(fullName: string, id: number, body: string): void
  deleteReviewComment(fullName: string, id: number): void
  reviews(fullName: string, number?: number): ReviewView[]
  reviewComments(fullName: string, number?: number): ReviewCommentView[]
}
