import { emptyCheckpoint, uuid6 } from '@langchain/langgraph-checkpoint'
import { StepCorruptError, type ThreadStates } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import type { Checkpoints } from './checkpoints.ts'

interface Storage {
  checkpoints: Checkpoints
  states: ThreadStates
  lease(runId: string): Promise<void>
  /** Spoils what is kept of a thread's step. */
  damage(threadId: string, number: number): Promise<void>
}

/** Looking into threads, on one kind of checkpoints. */
export function describeThreadStates({ checkpoints, states, lease, damage }: Storage): void {
  /** A thread of two steps that note words. */
  async function thread() {
    const threadId = `run-${crypto.randomUUID()}`
    await lease(threadId)
    const saver = checkpoints.forAttempt({ runId: threadId, epoch: 1 })
    const ids = [uuid6(-1), uuid6(0)] as const
    let config: object = { configurable: { thread_id: threadId, checkpoint_ns: '' } }
    for (const [at, id] of ids.entries()) {
      const channel_values = { notes: ['one', 'two'].slice(0, at + 1), turn: at, 'branch:to:x': null }
      const channel_versions = { notes: at + 1, turn: at + 1, 'branch:to:x': at + 1 }
      const checkpoint = { ...emptyCheckpoint(), id, channel_values, channel_versions }
      config = await saver.put(
        config,
        checkpoint,
        { source: 'loop', step: at, parents: {} },
        channel_versions,
      )
    }
    return { threadId, ids }
  }

  test('a state is read with the one before', async () => {
    const { threadId, ids } = await thread()
    expect(await states.read({ threadId, checkpointId: ids[1] })).toEqual({
      values: { notes: ['one', 'two'], turn: 1 },
      previous: { notes: ['one'], turn: 0 },
    })
    expect(await states.read({ threadId, checkpointId: ids[0] })).toEqual({
      values: { notes: ['one'], turn: 0 },
      previous: null,
    })
  })

  test('what is not there has no state', async () => {
    const { threadId, ids } = await thread()
    const other = await thread()
    expect(await states.read({ threadId, checkpointId: uuid6(0) })).toBeUndefined()
    expect(await states.read({ threadId: other.threadId, checkpointId: ids[0] })).toBeUndefined()
    expect(await states.read({ threadId: '../x', checkpointId: '../y' })).toBeUndefined()
  })

  test('a damaged step says so, and the other one is read', async () => {
    const { threadId, ids } = await thread()
    await damage(threadId, 2)
    await expect(states.read({ threadId, checkpointId: ids[1] })).rejects.toThrow(StepCorruptError)
    expect(await states.read({ threadId, checkpointId: ids[0] })).toMatchObject({ values: { turn: 0 } })
    const before = await thread()
    await damage(before.threadId, 1)
    await expect(states.read({ threadId: before.threadId, checkpointId: before.ids[1] })).rejects.toThrow(
      /damaged/,
    )
  })
}
