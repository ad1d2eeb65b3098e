import type { Workbench } from '@pm-bot/domain'

/**
 * The same workbench, and when everything that was asked of it has ended, well or not. After
 * the signal it refuses: LangGraph goes on with an aborted node after it has given up on it.
 */
export function outstandingWork(
  workbench: Workbench,
  signal: AbortSignal,
): { workbench: Workbench; settled: () => Promise<void> } {
  const running = new Set<Promise<unknown>>()

  function track<Arguments extends unknown[], Result>(work: (...args: Arguments) => Promise<Result>) {
    return async (...args: Arguments): Promise<Result> => {
      signal.throwIfAborted()
      const promise = work(...args)
      running.add(promise)
      try {
        return await promise
      } finally {
        running.delete(promise)
      }
    }
  }

  return {
    workbench: {
      mayGoOn: track(() => workbench.mayGoOn()),
      recall: (artifact) => workbench.recall(artifact),
      runCommand: track((command) => workbench.runCommand(command)),
      collectChanges: track((message) => workbench.collectChanges(message)),
      progress: track((event) => workbench.progress(event)),
    },
    settled: async () => {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}
