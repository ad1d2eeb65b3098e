import { describe, expect, test } from 'vitest'
import { failRunWork } from './finish-run-work.ts'
import { artifactOf, blocked, draftOf, interruptOf, proposed, running } from './run.fixture.ts'
import type { ApplyChangesetResult } from './run-effects.ts'

const applied = (result: ApplyChangesetResult) =>
  blocked().decide('approve').finish({ verb: 'apply-changeset', result })

describe('an agent that comes back', () => {
  test.each([
    [{ status: 'completed', summary: 'done' }, 'completed', 'done'],
    [{ status: 'failed', reason: 'exit 1' }, 'failed', 'Exit 1'],
  ] as const)('%j ends the run', (result, status, reason) => {
    const log = artifactOf('log', 'log-1')
    const story = running().finish({ verb: 'run-agent', result: { ...result, artifacts: [log] } })
    expect(story.types()).toEqual(['work-ended', 'artifact-stored', `status ${status}`])
    expect(story.run).toMatchObject({ status, reason, work: null })
  })

  test('was at work, also where it never asked whether it may go on', () => {
    const story = proposed()
      .decide('approve')
      .finish({
        verb: 'run-agent',
        result: { status: 'completed', summary: 'done', artifacts: [] },
      })
    expect(story.types()).toEqual(['status running', 'work-ended', 'status completed'])
  })

  test('with a change waits for a decision on exactly its bytes', () => {
    const story = blocked()
    expect(story.types()).toEqual([
      'work-ended',
      'artifact-stored',
      'artifact-stored',
      'changeset-proposed',
      'item-opened',
      'status blocked',
    ])
    expect(story.run).toMatchObject({ status: 'blocked', work: null })
    const { item, interrupt, changesetId } = story.run.pending[0]!
    expect(item).toMatchObject({
      kind: 'changeset_apply',
      risk: 'low',
      subjectHash: draftOf('c1').bundle.hash,
    })
    expect({ interrupt, changesetId }).toEqual({
      interrupt: { interruptId: 'interrupt of c1', checkpointId: 'checkpoint-1', part: 0 },
      changesetId: 'c1',
    })
  })

  test.each(['.github/workflows/ci.yml', 'CODEOWNERS', 'deep/.gitattributes', '.gitmodules'])(
    'with a change to %s deserves a second look',
    (path) => {
      const interrupt = interruptOf('c1')
      const [file] = draftOf('c1').files
      const changeset = draftOf('c1', { files: [{ ...file!, path }] })
      const story = blocked({ ...interrupt, request: { kind: 'changeset_apply', changeset } })
      expect(story.run.pending[0]!.item.risk).toBe('high')
    },
  )

  test.each([
    [null, '120000', 'high'],
    ['160000', null, 'high'],
    ['100644', '100755', 'high'],
    ['100755', '100755', 'low'],
    ['100755', '100644', 'low'],
  ] as const)('with a change from mode %s to %s is of %s risk', (oldMode, mode, risk) => {
    const [file] = draftOf('c1').files
    const changeset = draftOf('c1', { files: [{ ...file!, oldMode, mode }] })
    const story = blocked({ ...interruptOf('c1'), request: { kind: 'changeset_apply', changeset } })
    expect(story.run.pending[0]!.item.risk).toBe(risk)
  })
})

describe('a change that was written', () => {
  test('lets the agent go on, with the commit', () => {
    const story = applied({ status: 'applied', commitSha: 'c'.repeat(40) })
    expect(story.types()).toEqual([
      'work-ended',
      'changeset-status-changed',
      'interrupt-answered',
      'work-requested',
    ])
    expect(story.run).toMatchObject({
      status: 'running',
      work: { verb: 'resume-agent' },
      changesets: { c1: { status: 'applied' } },
    })
    expect(story.events[3]).toMatchObject({
      work: {
        payload: {
          answers: [
            {
              interruptId: 'interrupt of c1',
              parts: [{ action: 'approve', commitSha: 'c'.repeat(40) }],
            },
          ],
        },
      },
    })
  })
})

describe('a change whose base had moved', () => {
  const moved = (samePatch: boolean) =>
    applied({
      status: 'rebased',
      draft: draftOf('c2', { baseSha: 'b'.repeat(40) }),
      interdiff: samePatch ? null : artifactOf('interdiff', 'interdiff-1'),
      samePatch,
    })

  test.each([true, false])('comes back as another item; same patch: %s', (samePatch) => {
    const story = moved(samePatch)
    expect(story.run).toMatchObject({
      status: 'blocked',
      work: null,
      changesets: { c1: { status: 'superseded' }, c2: { status: 'proposed' } },
    })
    expect(story.run.pending).toMatchObject([
      {
        changesetId: 'c2',
        interrupt: { interruptId: 'interrupt of c1' },
        item: { payload: { rebased: { patch: samePatch ? 'same' : 'different', supersedes: 'c1' } } },
      },
    ])
    // What was approved was the other one.
    expect(story.run.pending[0]!.item.subjectHash).toBe(draftOf('c2').bundle.hash)
    expect(story.decide('approve').run.work).toMatchObject({ verb: 'apply-changeset' })
  })
})

test('a change that the branch holds already completes the run', () => {
  const { run } = applied({ status: 'conflict', paths: [], headSha: 'd'.repeat(40) })
  expect(run).toMatchObject({ status: 'completed', work: null, changesets: { c1: { status: 'superseded' } } })
})

describe('a change that was not written', () => {
  test.each([
    [{ status: 'conflict', paths: ['a.txt'], headSha: 'd'.repeat(40) }, 'a.txt'],
    [{ status: 'branch-taken', branch: 'refs/heads/pm-bot/run-1', sha: 'd'.repeat(40) }, 'pm-bot/run-1'],
    [{ status: 'not-allowed', reason: 'too old' }, 'too old'],
  ] as const)('fails the run and says why: %j', (result, words) => {
    const { run } = applied(result as ApplyChangesetResult)
    expect(run).toMatchObject({ status: 'failed', work: null, changesets: { c1: { status: 'failed' } } })
    expect(run.reason).toContain(words)
  })
})

describe('work that could not be done at all', () => {
  test('fails the run', () => {
    const { run } = running()
    expect(failRunWork(run, run.work!.effectId, 'no worker').map(({ type }) => type)).toEqual([
      'work-failed',
      'status-changed',
    ])
  })

  test('fails the change that was approved too', () => {
    const { run } = blocked().decide('approve')
    expect(failRunWork(run, run.work!.effectId, 'lost')).toMatchObject([
      { type: 'work-failed', verb: 'apply-changeset', changesetId: 'c1' },
      { type: 'changeset-status-changed', changesetId: 'c1', status: 'failed', reason: 'lost' },
      { type: 'status-changed', to: 'failed', reason: 'lost' },
    ])
  })
})
