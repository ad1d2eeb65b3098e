import { describe, expect, test } from 'vitest'
import { withIssue, withPull } from './github-object.ts'
import type { GitHubIssue, GitHubPull } from './github-port.ts'

const issue = (change: Partial<GitHubIssue> = {}): GitHubIssue => ({
  number: 7,
  isPull: true,
  title: 'Add a shop',
  state: 'open',
  author: 'octo',
  association: 'OWNER',
  labels: ['bug'],
  comments: 2,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-02T00:00:00Z',
  raw: { body: 'text' },
  ...change,
})
const pull = (change: Partial<GitHubPull> = {}): GitHubPull => ({
  number: 7,
  title: 'Add a shop',
  state: 'open',
  draft: true,
  merged: false,
  head: { ref: 'shop', sha: 'a', fullName: 'octo/shop' },
  base: { ref: 'main', sha: 'b' },
  url: 'https://github.example/octo/shop/pull/7',
  updatedAt: '2026-01-02T00:00:00Z',
  raw: { user: { login: 'octo' }, labels: [{ name: 'bug' }], created_at: '2026-01-01T00:00:00Z' },
  ...change,
})
const DAY_3 = '2026-01-03T00:00:00Z'

describe('a pull request in two lists', () => {
  test('is the same whichever list comes first', () => {
    const first = withPull(withIssue(undefined, issue()), pull())
    const second = withIssue(withPull(undefined, pull()), issue())
    expect(second).toEqual(first)
    expect(first).toMatchObject({ kind: 'pr', state: 'open', comments: 2, pull: { draft: true } })
    expect(first.updatedAt).toBe('2026-01-02T00:00:00.000Z')
  })

  test('is merged once both say that it is over', () => {
    const known = withPull(withIssue(undefined, issue()), pull())
    const closed = issue({ state: 'closed', updatedAt: DAY_3 })
    const merged = pull({ state: 'closed', merged: true, updatedAt: DAY_3 })
    expect(withIssue(known, closed).state).toBe('closed')
    expect(withPull(withIssue(known, closed), merged).state).toBe('merged')
    expect(withIssue(withPull(known, merged), closed).state).toBe('merged')
  })

  test('is not changed by an answer that comes late', () => {
    const known = withPull(withIssue(undefined, issue({ title: 'New', updatedAt: DAY_3 })), pull())
    expect(withIssue(known, issue({ title: 'Old' }))).toBe(known)
    expect(known).toMatchObject({ title: 'New', pull: { head: { ref: 'shop' } } })
    const newer = withPull(known, pull({ updatedAt: DAY_3 }))
    expect(withPull(newer, pull())).toBe(newer)
  })

  test('comes back when a list shows it again', () => {
    const gone = { ...withIssue(undefined, issue({ updatedAt: DAY_3 })), state: 'deleted' as const }
    expect(withIssue(gone, issue()).state).toBe('open')
  })
})
