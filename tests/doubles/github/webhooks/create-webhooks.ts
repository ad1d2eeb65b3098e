import { randomUUID } from 'node:crypto'
import type { Webhooks } from '../contract/webhooks.ts'
import { readLine } from '../git/run-git.ts'
import { checkRunShape } from '../shapes/check-shape.ts'
import { commentShape } from '../shapes/comment-shape.ts'
import { issueShape } from '../shapes/issue-shape.ts'
import { fullPullShape, pullShape } from '../shapes/pull-shape.ts'
import { repositoryShape } from '../shapes/repository-shape.ts'
import { reviewShape } from '../shapes/review-shape.ts'
import { userShape } from '../shapes/user-shape.ts'
import { commentById, issueNumbered, nothing, pullNumbered, repositoryNamed } from '../state/find.ts'
import { pullDiff } from '../state/pull-diff.ts'
import type { Account, Pull, Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { sign } from './sign.ts'

const LIMIT_MS = 10_000
const HOOK_ID = 1

export function createWebhooks(state: State): Webhooks {
  const common = (repository: Repository, sender: Account) => ({
    repository: repositoryShape(state, repository),
    sender: userShape(state, sender),
  })
  return {
    async deliver(event, payload, { url, secret, deliveryId = randomUUID(), signature }) {
      const body = JSON.stringify(payload)
      const signed = signature === undefined ? sign(body, secret) : signature
      const startedAt = performance.now()
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'GitHub-Hookshot/double',
          'x-github-event': event,
          'x-github-delivery': deliveryId,
          'x-github-hook-id': String(HOOK_ID),
          ...(signed !== null && { 'x-hub-signature-256': signed }),
        },
        signal: AbortSignal.timeout(LIMIT_MS),
      })
      await response.arrayBuffer()
      return { status: response.status, deliveryId, milliseconds: performance.now() - startedAt }
    },
    ping(fullName) {
      const repository = repositoryNamed(state, fullName)
      return { zen: 'Keep it logically awesome.', hook_id: HOOK_ID, ...common(repository, repository.owner) }
    },
    issues(fullName, number, action) {
      const repository = repositoryNamed(state, fullName)
      const issue = issueNumbered(repository, number)
      return { action, issue: issueShape(state, repository, issue), ...common(repository, issue.author) }
    },
    issueComment(fullName, commentId, action) {
      const repository = repositoryNamed(state, fullName)
      const comment = commentById(repository, commentId)
      return {
        action,
        issue: issueShape(state, repository, comment.issue),
        comment: commentShape(state, repository, comment),
        ...common(repository, comment.author),
      }
    },
    async pullRequest(fullName, number, action) {
      const repository = repositoryNamed(state, fullName)
      const issue = pullNumbered(repository, number)
      const diff = await pullDiff(repository, issue)
      return {
        action,
        number,
        ...(action === 'synchronize' && (await movement(repository, issue.pull))),
        pull_request: fullPullShape(state, repository, issue, { ...diff, mergeable: null }),
        ...common(repository, issue.author),
      }
    },
    pullRequestReview(fullName, reviewId, action) {
      const repository = repositoryNamed(state, fullName)
      const review = repository.reviews.get(reviewId) ?? nothing(`no review ${reviewId}`)
      return {
        action,
        review: { ...reviewShape(state, repository, review), state: review.state.toLowerCase() },
        pull_request: pullShape(state, repository, pullNumbered(repository, review.issue.number)),
        ...common(repository, review.author),
      }
    },
    checkRun(fullName, checkRunId, action) {
      const repository = repositoryNamed(state, fullName)
      const run = repository.checkRuns.get(checkRunId) ?? nothing(`no check run ${checkRunId}`)
      return {
        action,
        check_run: checkRunShape(state, repository, run),
        ...common(repository, repository.owner),
      }
    },
  }
}

/** As if the push had brought one commit. */
async function movement({ path }: Repository, { headSha }: Pull) {
  return { before: await readLine(path, ['rev-parse', `${headSha}^`]), after: headSha }
}
