import type { QuotaBook } from '../limits/quota-book.ts'
import type { Endpoint } from './endpoints.ts'
import {
  createInstallationToken,
  getApp,
  getInstallation,
  getRepositoryInstallation,
  listInstallationRepositories,
  listInstallations,
} from './resources/apps.ts'
import { deleteRef, getBranch, getRef, listBranches } from './resources/branches.ts'
import { getCombinedStatus, listCheckRuns } from './resources/checks.ts'
import {
  createComment,
  deleteComment,
  getComment,
  listComments,
  listRepositoryComments,
  updateComment,
} from './resources/comments.ts'
import { createPull } from './resources/create-pull.ts'
import { createIssue, getIssue, listIssues, updateIssue } from './resources/issues.ts'
import {
  addIssueLabels,
  createLabel,
  getLabel,
  listIssueLabels,
  listLabels,
  removeIssueLabel,
} from './resources/labels.ts'
import { getPull, listFiles, listPulls, mergePull, updatePull } from './resources/pulls.ts'
import { getRateLimit } from './resources/rate-limit.ts'
import { getRepository } from './resources/repositories.ts'
import { listRepositoryReviewComments, listReviewComments, listReviews } from './resources/reviews.ts'
import { getUser, listRepositories } from './resources/users.ts'
import type { Route } from './route.ts'

export function createRoutes(quotas: QuotaBook): Record<Endpoint, Route> {
  return {
    'GET /user': getUser,
    'GET /user/repos': listRepositories,
    'GET /rate_limit': getRateLimit(quotas),
    'GET /app': getApp,
    'GET /app/installations': listInstallations,
    'GET /app/installations/{installation_id}': getInstallation,
    'POST /app/installations/{installation_id}/access_tokens': createInstallationToken,
    'GET /installation/repositories': listInstallationRepositories,
    'GET /repos/{owner}/{repo}': getRepository,
    'GET /repos/{owner}/{repo}/installation': getRepositoryInstallation,
    'GET /repos/{owner}/{repo}/issues': listIssues,
    'POST /repos/{owner}/{repo}/issues': createIssue,
    'GET /repos/{owner}/{repo}/issues/comments': listRepositoryComments,
    'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': getComment,
    'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': updateComment,
    'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}': deleteComment,
    'GET /repos/{owner}/{repo}/issues/{issue_number}': getIssue,
    'PATCH /repos/{owner}/{repo}/issues/{issue_number}': updateIssue,
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': listComments,
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': createComment,
    'GET /repos/{owner}/{repo}/issues/{issue_number}/labels': listIssueLabels,
    'POST /repos/{owner}/{repo}/issues/{issue_number}/labels': addIssueLabels,
    'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}': removeIssueLabel,
    'GET /repos/{owner}/{repo}/labels': listLabels,
    'POST /repos/{owner}/{repo}/labels': createLabel,
    'GET /repos/{owner}/{repo}/labels/{name}': getLabel,
    'GET /repos/{owner}/{repo}/pulls': listPulls,
    'POST /repos/{owner}/{repo}/pulls': createPull,
    'GET /repos/{owner}/{repo}/pulls/comments': listRepositoryReviewComments,
    'GET /repos/{owner}/{repo}/pulls/{pull_number}': getPull,
    'PATCH /repos/{owner}/{repo}/pulls/{pull_number}': updatePull,
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/comments': listReviewComments,
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': listFiles,
    'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge': mergePull,
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews': listReviews,
    'GET /repos/{owner}/{repo}/branches': listBranches,
    'GET /repos/{owner}/{repo}/branches/{branch}': getBranch,
    'GET /repos/{owner}/{repo}/git/ref/{ref}': getRef,
    'DELETE /repos/{owner}/{repo}/git/refs/{ref}': deleteRef,
    'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': listCheckRuns,
    'GET /repos/{owner}/{repo}/commits/{ref}/status': getCombinedStatus,
  }
}
