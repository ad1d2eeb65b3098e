import type { ArtifactRef, RunAgentPayload, Workbench } from '@pm-bot/domain'
import { type Attempt, outlast } from '@pm-bot/runtime'
import { recordProgress } from '@pm-bot/store'
import type { WorkerContext } from '../worker-context.ts'
import { askRun } from './ask-run.ts'
import type { Bench } from './bench.ts'
import { cachedIssues } from './cached-issues.ts'
import { compareWithFormer } from './compare-with-former.ts'
import { keeper } from './keep-artifact.ts'
import { privateClone } from './private-clone.ts'
import { spend } from './spend.ts'

export interface AttemptWorkbench extends Workbench {
  /** Everything that was kept so far, for the run's records. */
  artifacts: ArtifactRef[]
}

/** What one attempt of an agent may do, in a directory of its own. */
export function openWorkbench(
  context: WorkerContext,
  attempt: Attempt,
  payload: RunAgentPayload,
  directory: string,
  signal: AbortSignal,
): AttemptWorkbench {
  const { store, redactor } = context
  const artifacts: ArtifactRef[] = []
  const patiently = <T>(work: () => Promise<T>) => outlast(store.storage, signal, work)
  const progress: Workbench['progress'] = ({ type, title, detail }) =>
    patiently(() =>
      store.database.transaction((tx) =>
        recordProgress(
          tx,
          attempt,
          payload.runId,
          redactor.json({ type, title, by: null, detail: detail ?? {} }),
        ),
      ),
    )
  const bench: Bench = { context, attempt, payload, directory, signal, artifacts, patiently, progress }
  const { baseSha, openWorkspace, collectChanges, ...clone } = privateClone(bench)

  return {
    artifacts,
    progress,
    ...askRun(bench, baseSha),
    ...spend(bench),
    ...clone,
    async collectChanges(message) {
      const draft = await collectChanges(message)
      return draft && (await compareWithFormer(bench, draft, openWorkspace))
    },
    ...cachedIssues(bench),
    keepArtifact: keeper(bench),
    recall(artifact) {
      if (!artifacts.some(({ artifactId }) => artifactId === artifact.artifactId)) artifacts.push(artifact)
    },
  }
}
