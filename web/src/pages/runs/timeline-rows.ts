import type { RunEventView } from '@pm-bot/domain'

/** A row of the timeline: an event, with the calls of tools that a model's answer led to below it. */
export interface TimelineRow {
  event: RunEventView
  calls: RunEventView[]
}

/** A turn of a model and its calls are one row. Whatever happens between two calls stands as a row of its own. */
export function timelineRows(events: readonly RunEventView[]): TimelineRow[] {
  const rows: TimelineRow[] = []
  for (const event of events) {
    const last = rows.at(-1)
    if (event.type === 'tool-called' && last?.event.type === 'model-answered') last.calls.push(event)
    else rows.push({ event, calls: [] })
  }
  return rows
}
