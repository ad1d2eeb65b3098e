import type { Checkpoints } from '@pm-bot/checkpoints'

/** Checkpoints of a process that dies before it writes once more than `writes` times. */
export function crashingCheckpoints(checkpoints: Checkpoints, writes: number) {
  let left = writes
  let isDead = false
  const begun: Promise<unknown>[] = []
  const write = <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (left <= 0) isDead = true
    if (isDead) throw new Error('killed')
    left -= 1
    const writing = work()
    begun.push(writing)
    return writing
  }

  return {
    hasCrashed: () => isDead,
    /** LangGraph does not wait for the writes that it had begun. */
    settled: async () => void (await Promise.allSettled(begun)),
    checkpoints: {
      ...checkpoints,
      forAttempt: (attempt) => {
        const saver = checkpoints.forAttempt(attempt)
        const put = saver.put.bind(saver)
        const putWrites = saver.putWrites.bind(saver)
        saver.put = async (...args) => await write(() => put(...args))
        saver.putWrites = async (...args) => await write(() => putWrites(...args))
        return saver
      },
    } satisfies Checkpoints,
  }
}
