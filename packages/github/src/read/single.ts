import type { GitHub } from '@pm-bot/domain'
import { readIssueComment, readReviewComment } from '../parse/comment.ts'
import { readPull } from '../parse/pull.ts'
import { readRepo } from '../parse/repo.ts'
import { readReview } from '../parse/review.ts'
import { conditional, pageOf } from './conditional.ts'
import { type AskRepo, allPages } from './in-repo.ts'

const COMMENTS = {
  issue_comment: { route: 'GET /issues/{number}/comments', read: readIssueComment },
  review_comment: { route: 'GET /pulls/{number}/comments', read: readReviewComment },
}

type Single = Pick<GitHub, 'repo' | 'pull' | 'reviews' | 'commentsOf'>

/** What is asked about one repository or one pull request. */
export function readSingle(askRepo: AskRepo): Single {
  return {
    async repo(fullName, known) {
      const answer = await askRepo(fullName, 'GET ', { known })
      return conditional(answer, ({ data }) => readRepo(data))
    },

    async pull(fullName, number) {
      const parameters = { pull_number: number }
      return readPull((await askRepo(fullName, 'GET /pulls/{pull_number}', { parameters })).data)
    },

    async commentsOf(fullName, number, kind) {
      const { route, read } = COMMENTS[kind]
      const askPage = async (page: object) =>
        pageOf(route, read)(await askRepo(fullName, route, { parameters: { number, ...page } }))
      return await allPages(askPage)
    },

    async reviews(fullName, number) {
      const route = 'GET /pulls/{pull_number}/reviews'
      return await allPages(async (page) =>
        pageOf(
          route,
          readReview,
        )(await askRepo(fullName, route, { parameters: { pull_number: number, ...page } })),
      )
    },
  }
}
