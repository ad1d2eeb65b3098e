import type { GitHubReview } from '@pm-bot/domain'
import { readFields } from './fields.ts'

const STATES = ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING'] as const

export function readReview(raw: unknown): GitHubReview {
  const review = readFields(raw, 'reviews')
  return {
    id: review.number('id'),
    author: review.object('user')?.text('login') ?? null,
    association: review.text('author_association') ?? 'NONE',
    state: review.oneOf('state', STATES),
    body: review.text('body') ?? '',
    submittedAt: review.timeOrNull('submitted_at'),
  }
}
