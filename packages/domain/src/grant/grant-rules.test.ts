import { describe, expect, test } from 'vitest'
import { MAX_GRANTS } from './grant-rules.ts'
import { beginGrants, LATER, NOW } from './grants.fixture.ts'

const online = { args: { argv: ['npm', 'ci'], network: true } }

describe('a grant covers', () => {
  test('calls of its tool, and nothing without it', () => {
    expect(beginGrants().use()).toBeNull()
    expect(beginGrants().add('g').use()).toBe('g')
    expect(beginGrants().add('g', { tool: 'write_file' }).use()).toBeNull()
  })

  test.each([
    ['its repository', { repoId: 'repo-1' }, { repoId: 'repo-2' }],
    ['its run', { runId: 'run-1' }, { runId: 'run-2' }],
    ['its arguments', { where: { argv: ['npm', '*'] } }, { args: { argv: ['rm', 'x'] } }],
  ])('%s and no other', (_, given, other) => {
    const story = beginGrants().add('g', given)
    expect(story.use()).toBe('g')
    expect(story.use({ callId: 'call-2', ...other })).toBeNull()
  })

  test('calls until its date', () => {
    const story = beginGrants().add('g', { until: LATER })
    expect(story.use()).toBe('g')
    story.now = LATER
    expect(story.use({ callId: 'call-2' })).toBeNull()
    expect(story.use(), 'also not the one that it allowed').toBeNull()
    expect(story.take({ type: 'expire-grant', grantId: 'g' }).types()).toEqual(['grant-ended'])
    expect(story.grants.standing).toEqual([])
  })

  test('a call with the network only by naming it', () => {
    expect(beginGrants().add('g').use(online)).toBeNull()
    expect(
      beginGrants()
        .add('g', { where: { argv: ['**'] } })
        .use(online),
    ).toBeNull()
    expect(
      beginGrants()
        .add('g', { where: { argv: ['npm', 'ci'], network: 'true' } })
        .use(online),
    ).toBe('g')
  })

  test.each(['.github/workflows/ci.yml', './x/../.GITHUB//workflows/ci.yml', 'package-lock.json'])(
    'a write of %s only by naming the path',
    (path) => {
      const write = { tool: 'write_file', args: { path, content: 'x' } }
      expect(beginGrants().add('g', { tool: 'write_file' }).use(write)).toBeNull()
      expect(
        beginGrants()
          .add('g', { tool: 'write_file', where: { path: '**' } })
          .use(write),
      ).toBe('g')
      const read = { tool: 'read_file', args: { path } }
      expect(beginGrants().add('g', { tool: 'read_file' }).use(read), 'reading is no risk').toBe('g')
    },
  )

  test('what reaches outside of a tainted run only by saying so', () => {
    const where = { network: 'true' }
    const tainted = { ...online, tainted: true }
    expect(beginGrants().add('g', { where }).use(tainted)).toBeNull()
    expect(beginGrants().add('g', { where, coversTainted: true }).use(tainted)).toBe('g')
    expect(beginGrants().add('g').use({ tainted: true }), 'this one stays inside').toBe('g')
    expect(beginGrants().add('g', { tool: 'foreign' }).use({ tool: 'foreign', tainted: true })).toBeNull()
  })
})

describe('a use', () => {
  test('is counted down, and the last is the last', () => {
    const story = beginGrants().add('g', { usesLeft: 2 })
    expect(story.use({ callId: 'a' })).toBe('g')
    expect(story.use({ callId: 'b' })).toBe('g')
    expect(story.types()).toEqual(['grant-used', 'grant-ended'])
    expect(story.use({ callId: 'c' })).toBeNull()
    expect(story.grant('g')).toMatchObject({ uses: 2, usesLeft: 0, lastUsedAt: NOW })
  })

  test('of the same call is one, also the last', () => {
    const story = beginGrants().add('g', { usesLeft: 1 })
    expect([story.use(), story.use(), story.use()]).toEqual(['g', 'g', 'g'])
    expect(story.grant('g')?.uses).toBe(1)
  })

  test('is for these arguments and this run', () => {
    const story = beginGrants().add('g', { usesLeft: 1 })
    story.use()
    expect(story.use({ args: { argv: ['npm', 'publish'] } })).toBeNull()
    expect(story.use({ runId: 'run-2' })).toBeNull()
  })

  test('spares what is counted, and takes the oldest else', () => {
    const story = beginGrants().add('few', { usesLeft: 5 }).add('fewer', { usesLeft: 1 }).add('any')
    expect(story.use()).toBe('any')
    story.take({ type: 'revoke-grant', grantId: 'any', by: 'operator' })
    expect(story.use()).toBe('few')
  })

  test('that a run was tainted after is not good any more', () => {
    const story = beginGrants().add('g', { where: { network: 'true' } })
    expect(story.use(online)).toBe('g')
    expect(story.use({ ...online, tainted: true })).toBeNull()
  })

  test('is forgotten in the end, and counted again', () => {
    const story = beginGrants().add('g')
    for (let call = 0; call <= 500; call += 1) story.use({ callId: `c${call}` })
    expect(story.grants.used).toHaveLength(500)
    expect(story.use({ callId: 'c0' })).toBe('g')
    expect(story.grant('g')?.uses).toBe(502)
  })
})

describe('an item that waits', () => {
  test('is released when a fitting grant is given, in order, while its uses last', () => {
    const story = beginGrants()
      .wait('one')
      .wait('other', { tool: 'write_file', args: { path: 'a' } })
      .wait('two')
      .wait('three')
    expect(story.add('g', { usesLeft: 2 }).released()).toEqual(['one by g', 'two by g'])
    expect(story.grants.waiting.map(({ itemId }) => itemId)).toEqual(['other', 'three'])
    expect(story.grant('g')).toMatchObject({ uses: 2, usesLeft: 0 })
    expect(story.add('h').released()).toEqual(['three by h'])
  })

  test('is released at once where a grant stands already', () => {
    const story = beginGrants().add('g')
    expect(story.wait('one').released()).toEqual(['one by g'])
    expect(story.grants.waiting).toEqual([])
  })

  test('whose call a grant allowed before costs no second use', () => {
    const story = beginGrants().add('g', { usesLeft: 1 })
    story.use({ callId: 'c' })
    expect(story.wait('one', { callId: 'c' }).released()).toEqual(['one by g'])
    expect(story.grant('g')?.uses).toBe(1)
  })

  test('waits once', () => {
    const story = beginGrants().wait('one').wait('one')
    expect(story.types()).toEqual([])
    expect(story.grants.waiting).toHaveLength(1)
  })

  test('is let go when somebody decided it', () => {
    const story = beginGrants().wait('one').take({ type: 'call-decided', itemId: 'one' })
    expect(story.add('g').released()).toEqual([])
    expect(story.take({ type: 'call-decided', itemId: 'one' }).types()).toEqual([])
  })

  test('keeps no more of its call than patterns can see', () => {
    const content = 'x'.repeat(100_000)
    const story = beginGrants().wait('one', { tool: 'write_file', args: { path: 'a', content } })
    expect(JSON.stringify(story.grants).length).toBeLessThan(1_000)
    expect(story.add('no', { tool: 'write_file', where: { content: '**' } }).released()).toEqual([])
    expect(story.add('yes', { tool: 'write_file', where: { path: 'a' } }).released()).toEqual(['one by yes'])
  })

  test('with the network keeps that it has it', () => {
    const story = beginGrants().wait('one', online).add('no')
    expect(story.released()).toEqual([])
    expect(story.add('yes', { where: { network: 'true' } }).released()).toEqual(['one by yes'])
  })

  test('of very long arguments, or behind a thousand others, waits for a person alone', () => {
    const long = { argv: Array.from({ length: 50 }, () => 'x'.repeat(1_000)) }
    expect(beginGrants().wait('long', { args: long }).types()).toEqual([])
    expect(beginGrants().add('g').wait('long', { args: long }).released()).toEqual(['long by g'])
    const story = beginGrants()
    for (let item = 0; item <= 1_000; item += 1) story.wait(`i${item}`)
    expect(story.grants.waiting).toHaveLength(1_000)
  })
})

describe('a grant ends', () => {
  test('when it is revoked; twice is once, and its calls ask again', () => {
    const story = beginGrants().add('g')
    story.use()
    const revoke = { type: 'revoke-grant', grantId: 'g', by: 'operator' } as const
    expect(story.take(revoke).types()).toEqual(['grant-revoked'])
    expect(story.take(revoke).types()).toEqual([])
    expect(story.use()).toBeNull()
  })

  test('revoked, also of calls that took its last use', () => {
    const story = beginGrants().add('g', { usesLeft: 1 })
    story.use()
    story.take({ type: 'revoke-grant', grantId: 'g', by: 'operator' })
    expect(story.use()).toBeNull()
  })

  test('with the run that it was for, and nothing of the run is left', () => {
    const story = beginGrants()
      .add('its', { runId: 'run-1' })
      .add('once', { usesLeft: 1, tool: 'other' })
      .add('any')
    story.use({ tool: 'other' })
    story.wait('one', { tool: 'third' })
    expect(story.take({ type: 'run-ended', runId: 'run-1' }).types()).toEqual(['grant-ended', 'run-let-go'])
    expect(story.grants).toMatchObject({ standing: [{ grantId: 'any' }], used: [], waiting: [] })
    expect(story.take({ type: 'run-ended', runId: 'run-1' }).types()).toEqual([])
  })

  test('before it begins, and is refused', () => {
    expect(() => beginGrants().add('g', { until: NOW })).toThrow('over already')
    expect(() => beginGrants().add('g', { usesLeft: 0 })).toThrow('over already')
  })

  test('and not by a timer that is early', () => {
    const story = beginGrants().add('g', { until: LATER })
    expect(story.take({ type: 'expire-grant', grantId: 'g' }).types()).toEqual([])
  })
})

test('a grant is given once, and not without number', () => {
  const story = beginGrants().add('g')
  expect(story.add('g').types()).toEqual([])
  for (let nth = 1; nth < MAX_GRANTS; nth += 1) story.add(`g${nth}`)
  expect(() => story.add('one more')).toThrow('revoke some first')
})
