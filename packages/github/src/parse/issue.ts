import type { GitHubIssue } from '@pm-bot/domain'
import { readFields } from './fields.ts'

export function readIssue(raw: unknown): GitHubIssue {
  const issue = readFields(raw, 'issues')
  return {
    number: issue.number('number'),
    isPull: issue.object('pull_request') !== null,
    title: issue.string('title'),
    state: issue.oneOf('state', ['open', 'closed']),
    author: issue.object('user')?.text('login') ?? null,
    association: issue.text('author_association') ?? 'NONE',
    labels: issue.list('labels').map(nameOfLabel),
    comments: issue.count('comments') ?? 0,
    createdAt: issue.time('created_at'),
    updatedAt: issue.time('updated_at'),
    raw,
  }
}

/** GitHub's description allows a bare name as well. */
export const nameOfLabel = (label: unknown): string =>
  typeof label === 'string' ? label : readFields(label, 'labels').string('name')
