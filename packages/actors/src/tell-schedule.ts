import type { Run, RunEvent } from '@pm-bot/domain'
import type { Send } from '@pm-bot/runtime'

/** A schedule hears how its runs go: it shows that, and proposes no more when too many wait. */
export function tellSchedule({ runId, origin }: Run, event: RunEvent): Send[] {
  if (event.type !== 'status-changed' || !origin?.scheduleId) return []
  const message = { type: 'run-went', runId, status: event.to }
  return [{ to: { kind: 'schedule', key: origin.scheduleId }, message }]
}
