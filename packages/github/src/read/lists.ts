import type { GitHub } from '@pm-bot/domain'
import { readIssueComment, readReviewComment } from '../parse/comment.ts'
import { readIssue } from '../parse/issue.ts'
import { readLabel } from '../parse/label.ts'
import { readPull } from '../parse/pull.ts'
import { conditional, pageOf } from './conditional.ts'
import { type AskRepo, PER_PAGE } from './in-repo.ts'

type Lists = Pick<GitHub, 'issues' | 'pulls' | 'issueComments' | 'reviewComments' | 'labels'>

/** The lists that a sync reads page by page. */
export function readLists(askRepo: AskRepo): Lists {
  const byChange = { sort: 'updated', per_page: PER_PAGE }

  return {
    async issues(fullName, { state, since, page }, known) {
      const parameters = { ...byChange, direction: 'asc', state, page, ...sinceOf(since) }
      const answer = await askRepo(fullName, 'GET /issues', { parameters, known })
      return conditional(answer, pageOf('GET /issues', readIssue))
    },

    async pulls(fullName, { state, page }, known) {
      const parameters = { ...byChange, direction: 'desc', state, page }
      const answer = await askRepo(fullName, 'GET /pulls', { parameters, known })
      return conditional(answer, pageOf('GET /pulls', readPull))
    },

    async issueComments(fullName, { since, page }, known) {
      const parameters = { ...byChange, direction: 'asc', page, ...sinceOf(since) }
      const answer = await askRepo(fullName, 'GET /issues/comments', { parameters, known })
      return conditional(answer, pageOf('GET /issues/comments', readIssueComment))
    },

    async reviewComments(fullName, { since, page }, known) {
      const parameters = { ...byChange, direction: 'asc', page, ...sinceOf(since) }
      const answer = await askRepo(fullName, 'GET /pulls/comments', { parameters, known })
      return conditional(answer, pageOf('GET /pulls/comments', readReviewComment))
    },

    async labels(fullName, page, known) {
      const answer = await askRepo(fullName, 'GET /labels', {
        parameters: { page, per_page: PER_PAGE },
        known,
      })
      return conditional(answer, pageOf('GET /labels', readLabel))
    },
  }
}

const sinceOf = (since: string | null) => (since === null ? {} : { since })
