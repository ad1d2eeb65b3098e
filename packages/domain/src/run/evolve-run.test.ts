import { describe, expect, test } from 'vitest'
import { evolveRun } from './evolve-run.ts'
import { artifactOf, blocked, running } from './run.fixture.ts'
import { NEW_RUN } from './run.ts'
import type { RunEvent } from './run-event.ts'
import { isTerminalRunStatus, RUN_STATUSES, RUN_TRANSITIONS } from './run-status.ts'

describe('a run after an event', () => {
  test('is another value; the one before is untouched', () => {
    const { run } = blocked()
    const before = structuredClone(run)
    const [pending] = run.pending
    evolveRun(run, {
      type: 'item-resolved',
      itemId: pending!.item.itemId,
      status: 'approved',
      decision: null,
    })
    evolveRun(run, {
      type: 'changeset-status-changed',
      changesetId: 'c1',
      status: 'applied',
      commitSha: null,
      reason: null,
    })
    expect(run).toEqual(before)
  })

  test('is the same when the event is only for the record', () => {
    const { run } = running()
    const records: RunEvent[] = [
      { type: 'artifact-stored', artifact: artifactOf('log', 'l') },
      { type: 'command-refused', command: 'x', code: 'y', message: 'z', by: null },
      {
        type: 'changeset-status-changed',
        changesetId: 'unknown',
        status: 'applied',
        commitSha: null,
        reason: null,
      },
    ]
    for (const event of records) expect(evolveRun(run, event)).toBe(run)
  })

  test('survives JSON, which is how it is stored', () => {
    const { run } = blocked()
    expect(JSON.parse(JSON.stringify(run))).toEqual(run)
    expect(JSON.parse(JSON.stringify(NEW_RUN))).toEqual(NEW_RUN)
  })
})

describe('the status of a run', () => {
  test('reaches an end from everywhere', () => {
    for (const status of RUN_STATUSES) {
      const ways = RUN_TRANSITIONS[status]
      expect(isTerminalRunStatus(status)).toBe(
        ['completed', 'failed', 'cancelled', 'rejected'].includes(status),
      )
      if (!isTerminalRunStatus(status)) expect(ways).toContain('cancelled')
    }
  })

  test('is never approved but by way of a proposal, or again where it was', () => {
    expect(RUN_STATUSES.filter((status) => RUN_TRANSITIONS[status].includes('approved'))).toEqual([
      'proposed',
      'failed',
    ])
  })
})
