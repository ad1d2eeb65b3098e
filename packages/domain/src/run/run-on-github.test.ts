import { describe, expect, test } from 'vitest'
import { riskOf } from '../changeset/change-risk.ts'
import { type PullRequestState, publishHash } from '../changeset/publish.ts'
import { DomainError } from '../values/errors.ts'
import { decideRun } from './decide-run.ts'
import { blocked, contextAt, draftOf, interruptOf, NOW, onGitHub, proposed } from './run.fixture.ts'
import { finishPublish } from './run-publish-rules.ts'

const PULL: PullRequestState = {
  number: 7,
  url: 'https://github.com/o/r/pull/7',
  state: 'open',
  draft: true,
  headSha: 'c'.repeat(40),
  checks: { total: 0, failed: 0, pending: 0 },
  review: 'none',
  seen: [],
}
const REMARK = {
  id: 'review-1',
  kind: 'review' as const,
  author: 'ada',
  association: 'MEMBER',
  verdict: 'APPROVED',
  body: 'good',
  path: null,
  line: null,
  url: null,
  at: null,
}

/** A run whose change is a pull request. */
const published = () => {
  const story = onGitHub().decide('approve')
  story.command({ type: 'clone-ready', headSha: 'a'.repeat(40) })
  const effectId = story.run.work!.effectId
  story.command({ type: 'may-go-on', effectId, attempt: 1, baseSha: 'a'.repeat(40) })
  const interrupts = [interruptOf('c1')]
  story.finish({ verb: 'run-agent', result: { status: 'interrupted', interrupts, artifacts: [] } })
  story.decide('approve')
  const operations = [{ op: 'push-branch' as const, status: 'done' as const, detail: 'pushed', url: null }]
  const result = { status: 'applied' as const, commitSha: PULL.headSha, operations, pullRequest: PULL }
  story.finish({ verb: 'apply-changeset', result })
  return story.finish({
    verb: 'resume-agent',
    result: { status: 'completed', summary: 'done', artifacts: [] },
  })
}

describe('a run on GitHub', () => {
  test('waits for a clone before its agent starts', () => {
    const story = onGitHub().decide('approve')
    expect(story.types()).toEqual(['item-resolved', 'status approved', 'clone-requested'])
    expect(story.run).toMatchObject({
      status: 'approved',
      work: null,
      reason: 'Waiting for a fresh clone of o/r.',
    })
    story.command({ type: 'clone-ready', headSha: 'a'.repeat(40) })
    expect(story.types()).toEqual(['clone-arrived', 'work-requested'])
    // A second answer finds nobody waiting.
    expect(story.command({ type: 'clone-ready', headSha: 'b'.repeat(40) }).events).toEqual([])
  })

  test('fails with the words of GitHub, and what cures it', () => {
    const story = onGitHub().decide('approve')
    story.command({ type: 'clone-failed', message: 'Repository not found.', hint: 'Look.' })
    expect(story.run).toMatchObject({
      status: 'failed',
      reason: 'o/r could not be cloned: Repository not found. Look.',
    })
  })

  test('that was cancelled meanwhile is not started by its clone', () => {
    const story = onGitHub().decide('approve')
    story.command({ type: 'cancel-run', ifVersion: null, reason: null, by: 'operator' })
    expect(story.command({ type: 'clone-ready', headSha: 'a'.repeat(40) }).events).toEqual([])
    expect(story.command({ type: 'clone-failed', message: 'x', hint: null }).events).toEqual([])
  })

  test('of this machine needs none', () => {
    expect(proposed().decide('approve').types()).toContain('work-requested')
  })
})

describe('its pull request', () => {
  test('is known after the write, with what was done', () => {
    const story = published()
    expect(story.run).toMatchObject({ status: 'completed', pullRequest: { number: 7 } })
  })

  test('tells what is new, once', () => {
    const story = published()
    const { seen: _, ...facts } = PULL
    const checks = { total: 2, failed: 1, pending: 0 }
    const seen = { ...facts, draft: false, checks, review: 'approved' as const }
    story.command({ type: 'pull-request-seen', pullRequest: seen, remarks: [REMARK], askedAt: NOW })
    expect(story.events.map((event) => ('what' in event ? event.what : event.type))).toEqual([
      'Pull request #7 is ready for review',
      'Checks: 1 of 2 checks failed',
      'Review of #7: approved',
      'remark-received',
    ])
    expect(story.run.pullRequest).toMatchObject({
      draft: false,
      checks,
      review: 'approved',
      seen: ['review-1'],
    })
    expect(story.run.status).toBe('completed')
    story.command({ type: 'pull-request-seen', pullRequest: seen, remarks: [REMARK], askedAt: NOW })
    expect(story.events).toEqual([])
  })
})

describe('a write to GitHub', () => {
  const close = { type: 'propose-publish', operations: [{ op: 'close', number: 7 }], by: 'operator' } as const

  test('is asked about also when the run has ended, and changes nothing of it', () => {
    const story = published().command(close)
    const { item } = story.run.pending[0]!
    const { runId, repo } = story.run
    const plan = {
      format: 'pm-bot-publish/1',
      runId,
      repoId: repo.repoId,
      fullName: 'o/r',
      operations: close.operations,
    } as const
    expect(item).toMatchObject({ kind: 'publish', title: 'Close #7 in o/r', subjectHash: publishHash(plan) })
    expect(() => decideRun(story.run, close, contextAt(99))).toThrow(DomainError)
    story.decide('approve')
    expect(story.types()).toEqual(['item-resolved', 'publish-requested'])
    expect(story.run.status).toBe('completed')
    const [effectId] = Object.keys(story.run.publishing!)
    const operations = [{ op: 'close' as const, status: 'done' as const, detail: 'closed', url: null }]
    const events = finishPublish(story.run, effectId!, { status: 'published', operations }, contextAt(99))
    expect(events.map(({ type }) => type)).toEqual([
      'operations-reported',
      'publish-ended',
      'pull-request-changed',
    ])
  })

  test('is not undone by what GitHub said before', () => {
    const { run } = published()
    const { seen: _, ...pullRequest } = PULL
    const later = {
      ...run,
      publishedAt: '2026-01-01T00:00:01.000Z',
      pullRequest: { ...PULL, state: 'closed' as const },
    }
    const message = { type: 'pull-request-seen', pullRequest, remarks: [], askedAt: NOW } as const
    expect(decideRun(later, message, contextAt(9))).toEqual([])
    expect(decideRun(later, { ...message, askedAt: '2026-01-01T00:00:02.000Z' }, contextAt(9))).toHaveLength(
      1,
    )
  })

  test('that is rejected ends no run', () => {
    const story = published().command(close).decide('reject')
    expect(story.types()).toEqual(['item-resolved'])
    expect(story.run.pending).toEqual([])
    expect(story.command(close).types()).toEqual(['item-opened'])
  })

  test('is not for a repository of this machine, nor for a branch of others', () => {
    expect(() => blocked().command(close)).toThrow(/not on GitHub/)
    const operations = [{ op: 'delete-branch', branch: 'main', sha: 'a' }] as const
    expect(() => published().command({ ...close, operations })).toThrow(/only a branch that pm-bot made/)
  })
})

test.each([
  ['.github/workflows/ci.yml', 'high'],
  ['.github/actions/x/action.yml', 'high'],
  ['docs/CODEOWNERS', 'high'],
  ['package-lock.json', 'high'],
  ['crates/x/Cargo.lock', 'high'],
  ['.gitmodules', 'high'],
  ['src/a.ts', 'low'],
  ['docs/package-lock.json.md', 'low'],
])('%s is of %s risk, also where it comes from or goes to', (path, risk) => {
  const [file] = draftOf('c').files
  expect(riskOf([{ ...file!, path }])).toBe(risk)
  expect(riskOf([{ ...file!, change: 'renamed', oldPath: path, path: 'elsewhere' }])).toBe(risk)
})
