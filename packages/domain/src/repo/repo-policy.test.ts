import { describe, expect, test } from 'vitest'
import { decideRepo } from './decide-repo.ts'
import { by, imported, later, REGISTER, refused, synced } from './repo.fixture.ts'
import { NEW_REPO, type Repo, type RepoCommand } from './repo.ts'
import type { RepoPolicy } from './repo-policy.ts'

const RULES: RepoPolicy['tools'] = { rules: [{ tool: 'read_file', verdict: 'allow' }] }
const poll: RepoCommand = { type: 'poll' }
const set = (
  policy: Partial<RepoPolicy>,
  more: { maxRuns?: number; ifVersion?: number } = {},
): RepoCommand => ({
  type: 'set-policy',
  policy,
  ifVersion: null,
  ...more,
  by,
})
const local: Repo = { ...NEW_REPO, repoId: 'repo-1', name: 'shop', status: 'active' }
const context = { version: 1, now: later(0), newId: () => 'effect-9' }
const decide = (repo: Repo, command: RepoCommand) => decideRepo(repo, command, context)

describe('the policy of a repository', () => {
  test('is changed part by part; what is not named stays', () => {
    const told = imported()
    told.tell(set({ tools: RULES }))
    expect(told.tell(set({ budget: { calls: 9 } }))).toEqual([
      { type: 'policy-changed', policy: { tools: RULES, budget: { calls: 9 }, pollSeconds: null }, by },
    ])
    told.tell(set({ tools: null }))
    expect(told.repo.policy).toEqual({ tools: null, budget: { calls: 9 }, pollSeconds: null })
  })

  test('set twice is set once', () => {
    const told = imported()
    told.tell(set({ budget: { calls: 9, tokens: 5 } }, { maxRuns: 2 }))
    expect(told.tell(set({ budget: { tokens: 5, calls: 9 } }, { maxRuns: 2 }))).toEqual([])
    expect(decide(local, set({ tools: null }))).toEqual([])
  })

  test('is set together with the places', () => {
    expect(decide(local, set({ tools: RULES }, { maxRuns: 2 }))).toMatchObject([
      { type: 'max-runs-changed', max: 2 },
      { type: 'policy-changed' },
    ])
  })

  test('tells no rules from none of its own', () => {
    const told = imported()
    told.tell(set({ tools: { rules: [] }, budget: {} }))
    expect(told.repo.policy).toMatchObject({ tools: { rules: [] }, budget: {} })
  })

  test('is changed by those who know the version of the repository, while it is registered', () => {
    const repo = { ...local, version: 3 }
    expect(() => decide(repo, set({ tools: RULES }, { ifVersion: 2 }))).toThrow('at version 3')
    expect(() => decide(NEW_REPO, set({ tools: RULES }))).toThrow('no such repository')
  })

  test('has bounds that can be kept, of a repository on GitHub', () => {
    const told = imported()
    expect(() => told.tell(set({ pollSeconds: { min: 60, max: 59 } }))).toThrow('at least pollSeconds.min')
    expect(() => decide(local, set({ pollSeconds: { min: 60, max: 60 } }))).toThrow('on GitHub')
    expect(told.repo.policy).toBeUndefined()
  })

  test('has an end', () => {
    const rule = { tool: 'read_file', where: { path: 'x'.repeat(1_000) }, verdict: 'deny' as const }
    const tools = { rules: Array.from({ length: 80 }, () => rule) }
    expect(() => decide(local, set({ tools }))).toThrow('at most 65536 characters')
  })

  test('goes with the repository', () => {
    const told = imported()
    told.tell(set({ tools: RULES }))
    told.set('removed')
    told.tell(REGISTER)
    expect(told.repo).toMatchObject({ status: 'active', fullName: 'octo/shop' })
    expect(told.repo.policy).toBeUndefined()
  })
})

describe('the bounds of the time between two looks', () => {
  const secondsToNextPoll = ({ sync }: ReturnType<typeof imported>, since: string) =>
    (Date.parse(sync.nextPollAt!) - Date.parse(since)) / 1000

  test('are kept after a change, on a usual day, and when it is quiet', () => {
    for (const bounds of [
      { min: 30, max: 45 },
      { min: 200, max: 400 },
      { min: 3_600, max: 3_600 },
      { min: 40_000, max: 86_400 },
    ]) {
      const told = imported()
      told.tell(set({ pollSeconds: bounds }))
      for (const [at, changes] of [
        [0, 3],
        [10 * 60, 0],
        [5 * 3_600, 0],
        [30 * 24 * 3_600, 0],
      ] as const) {
        told.tell(poll, later(at))
        told.end(synced(later(at), changes), later(at))
        const seconds = secondsToNextPoll(told, later(at))
        expect(seconds).toBeGreaterThanOrEqual(bounds.min)
        expect(seconds).toBeLessThanOrEqual(bounds.max)
      }
    }
  })

  test('bring forward a look that is due later, and put none off', () => {
    const told = imported()
    const due = told.sync.nextPollAt
    expect(told.tell(set({ pollSeconds: { min: 30, max: 60 } }))).toMatchObject([
      { type: 'policy-changed' },
      { type: 'poll-scheduled', dueAt: later(60) },
    ])
    expect(due! > later(60)).toBe(true)
    expect(told.tell(set({ pollSeconds: { min: 7_200, max: 7_200 } }))).toMatchObject([
      { type: 'policy-changed' },
    ])
    expect(told.sync.nextPollAt).toBe(later(60))
  })

  test('hurry nobody after a failure, which is waited out for longer each time', () => {
    const told = imported()
    told.tell(set({ pollSeconds: { min: 30, max: 60 } }))
    const delays = [1, 2, 3].map(() => {
      told.tell(poll)
      told.end(refused)
      return secondsToNextPoll(told, later(0))
    })
    expect(delays[0]).toBeCloseTo(60, -1)
    expect(delays[2]! / delays[0]!).toBeCloseTo(4)
    expect(told.tell(set({ pollSeconds: { min: 30, max: 30 } }))).toMatchObject([{ type: 'policy-changed' }])
  })

  test('keep no webhook waiting', () => {
    const told = imported()
    told.tell(set({ pollSeconds: { min: 7_200, max: 7_200 } }))
    expect(told.tell({ type: 'hint-sync', cause: 'webhook' }, later(30))).toMatchObject([
      { type: 'sync-requested', cause: 'webhook' },
      {},
    ])
  })
})
