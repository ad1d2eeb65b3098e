import type { ChangesetView } from '@pm-bot/domain'
import { createMemo } from 'solid-js'
import { createArtifactText } from '../../api/artifacts.ts'
import { createRunArtifacts } from '../../api/run-events.ts'
import { type CheckReport, readChecks } from '../runs/artifacts/read-checks.ts'

/** How the commands ended that had to succeed before the change was proposed; undefined where there were none. */
export function createLastChecks(change: () => ChangesetView | undefined): () => CheckReport[] | undefined {
  const artifacts = createRunArtifacts(() => change()?.runId)
  // A run may have proposed several.
  const report = () =>
    artifacts
      .data()
      ?.findLast(({ kind, createdAt }) => kind === 'test_report' && createdAt <= (change()?.createdAt ?? ''))
  const text = createArtifactText(() => report()?.id)
  return createMemo(() => (text.data() === undefined ? undefined : readChecks(text.data()!)))
}
