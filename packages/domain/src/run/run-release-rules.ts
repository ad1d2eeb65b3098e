import { decideItem } from '../inbox/decide-item.ts'
import type { ReleaseStart } from '../schedule/scheduled-messages.ts'
import type { RuleContext } from './decide-run.ts'
import type { Run } from './run.ts'
import type { RunEvent } from './run-event.ts'
import { startHash } from './start-hash.ts'

/**
 * Starts as if the operator had approved it now, because they did so beforehand for exactly this content. Of another
 * schedule, of other content, or decided meanwhile: it is left as it is.
 */
export function releaseStart(
  run: Run,
  { scheduleId, contentHash, grantId }: ReleaseStart,
  context: RuleContext,
): RunEvent[] {
  const pending = run.pending.find(({ item }) => item.kind === 'run_start')
  if (!pending || run.status !== 'proposed' || run.origin?.scheduleId !== scheduleId) return []
  const { repo, goal, graphId, spec, tools = null, budget = null } = run
  if (startHash({ repoId: repo.repoId, goal, graphId, spec, tools, budget }) !== contentHash) return []
  const { item, version } = pending
  return decideItem(
    run,
    {
      type: 'decide',
      itemId: item.itemId,
      action: 'approve',
      version,
      subjectHash: item.subjectHash,
      reason: 'Permitted beforehand with its schedule.',
      by: `grant:${grantId}`,
    },
    context,
  )
}
