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
      recall: (artifact) => workbench.recall(artifact),
      mayGoOn: track((heardTo?: number) => workbench.mayGoOn(heardTo)),
      judgeCall: track((call, begin) => workbench.judgeCall(call, begin)),
      taint: track((labels) => workbench.taint(labels)),
      isPaused: track(() => workbench.isPaused()),
      reserve: track((spend) => workbench.reserve(spend)),
      settle: track((reservationId, spent) => workbench.settle(reservationId, spent)),
      workDirectory: track(() => workbench.workDirectory()),
      runCommand: track((command) => workbench.runCommand(command)),
      keepWork: track(() => workbench.keepWork()),
      restoreWork: track((kept) => workbench.restoreWork(kept)),
      showClone: track((question) => workbench.showClone(question)),
      collectChanges: track((message) => workbench.collectChanges(message)),
      keepArtifact: track((artifact) => workbench.keepArtifact(artifact)),
      readIssue: track((number) => workbench.readIssue(number)),
      searchIssues: track((query, limit) => workbench.searchIssues(query, limit)),
      progress: track((event) => workbench.progress(event)),
    },
    settled: async () => {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}
