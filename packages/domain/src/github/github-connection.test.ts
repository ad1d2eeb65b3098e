import { expect, test } from 'vitest'
import type { JobState } from '../actor/work-queues.ts'
import {
  decideGitHub,
  evolveGitHub,
  finishLook,
  type GitHubCommand,
  type GitHubEvent,
  NEW_GITHUB_DESK,
} from './github-connection.ts'

const by = 'operator'

function desk() {
  let state = NEW_GITHUB_DESK
  let ids = 0
  const apply = (events: GitHubEvent[]) => {
    state = events.reduce(evolveGitHub, state)
    return events
  }
  return {
    get state() {
      return state
    },
    tell: (command: GitHubCommand) => apply(decideGitHub(state, command, { newId: () => `effect-${++ids}` })),
    end: (effectId: string, error: string | null) =>
      apply(finishLook(state, effectId, error === null ? null : { message: error, hint: null })),
  }
}
const retry = (effectId: string, state: JobState): GitHubCommand => ({
  type: 'retry-effect',
  effectId,
  state,
  by,
})
const cancel = (effectId: string): GitHubCommand => ({ type: 'cancel-effect', effectId, by })

test('a look that failed is put back, and one that waits begins at once', () => {
  const told = desk()
  told.tell({ type: 'look-at-github', by })
  expect(told.tell(retry('effect-1', 'delayed'))).toEqual([
    { type: 'effect-hurried', effectId: 'effect-1', by },
  ])
  told.end('effect-1', 'no way')
  expect(told.tell(retry('effect-1', 'failed'))).toEqual([
    { type: 'look-reopened', effectId: 'effect-1', by },
  ])
  expect(told.state.looking).toBe('effect-1')
  told.end('effect-1', null)
  expect(() => told.tell(retry('effect-1', 'failed'))).toThrow(/look again/i)
})

test('an estimate that failed is put back', () => {
  const told = desk()
  told.tell({ type: 'estimate-import', fullName: 'Octo/Shop', by })
  told.end('effect-1', 'no way')
  expect(told.tell(retry('effect-1', 'failed'))).toEqual([
    { type: 'estimate-reopened', effectId: 'effect-1', fullName: 'octo/shop', by },
  ])
  expect(told.state.estimating).toEqual({ 'octo/shop': 'effect-1' })
  expect(() => told.tell(retry('effect-1', 'failed'))).toThrow(/under way again/)
})

test('both are cancelled, and say so', () => {
  const told = desk()
  told.tell({ type: 'look-at-github', by })
  told.tell({ type: 'estimate-import', fullName: 'octo/shop', by })
  const error = { message: expect.stringContaining('cancelled by operator'), hint: expect.any(String) }
  expect(told.tell(cancel('effect-1'))).toEqual([
    { type: 'look-cancelled', effectId: 'effect-1', by },
    { type: 'look-ended', error },
  ])
  expect(told.tell(cancel('effect-2'))).toEqual([
    { type: 'look-cancelled', effectId: 'effect-2', by },
    { type: 'estimate-ended', fullName: 'octo/shop', error },
  ])
  expect(told.state).toMatchObject({ looking: null, estimating: {} })
  expect(told.end('effect-1', null)).toEqual([])
  expect(() => told.tell(cancel('effect-1'))).toThrow(/look again/i)
})
