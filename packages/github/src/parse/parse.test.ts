import { expect, it } from 'vitest'
import { readReviewComment } from './comment.ts'
import { readIssue } from './issue.ts'
import { readPull } from './pull.ts'

const issue = {
  number: 7,
  title: 'One',
  state: 'open',
  user: null,
  author_association: 'NONE',
  labels: ['bare', { name: 'bug' }],
  comments: 2,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T01:00:00+01:00',
}

it('has no author where the account was deleted, and takes labels in both shapes', () => {
  expect(readIssue(issue)).toMatchObject({
    author: null,
    labels: ['bare', 'bug'],
    updatedAt: '2026-01-01T00:00:00.000Z',
    raw: issue,
  })
})

it('has no head repository where the fork was deleted', () => {
  const branch = { ref: 'topic', sha: 'abc', repo: null }
  const pull = {
    ...issue,
    html_url: 'https://github.com/o/r/pull/7',
    head: branch,
    base: branch,
    merged_at: null,
  }
  expect(readPull(pull)).toMatchObject({ head: { fullName: null }, merged: false, draft: false })
})

it('falls back to the line that a comment was made on', () => {
  const comment = {
    id: 1,
    pull_request_url: 'https://api.github.com/repos/o/r/pulls/7',
    html_url: 'https://github.com/o/r/pull/7#r1',
    path: 'a.txt',
    line: null,
    original_line: 3,
    body: 'Here',
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  }
  expect(readReviewComment(comment)).toMatchObject({ number: 7, line: 3, author: null })
})

it.each([
  ['an impossible time', { ...issue, updated_at: 'yesterday' }],
  ['another state', { ...issue, state: 'merged' }],
  ['no title', { ...issue, title: null }],
  ['nothing', null],
])('does not take %s for an issue', (_, raw) => {
  expect(() => readIssue(raw)).toThrow(/^GitHub's answer to issues /)
})
