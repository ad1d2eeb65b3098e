import type { RunEventView } from '@pm-bot/domain'

/** Something that the operator said to the agent. */
export interface Said {
  seq: number
  text: string
}

/** Undefined for any other event. */
export function saidIn({ type, detail }: Pick<RunEventView, 'type' | 'detail'>): Said | undefined {
  if (type !== 'steered') return undefined
  const { seq, text } = (detail ?? {}) as Record<string, unknown>
  return typeof seq === 'number' && typeof text === 'string' ? { seq, text } : undefined
}

/** In which turn of the model each message was first among what it read, by the message's number. */
export function deliveries(events: readonly Pick<RunEventView, 'type' | 'detail'>[]): Map<number, number> {
  const said = events.flatMap((event) => saidIn(event)?.seq ?? [])
  const delivered = new Map<number, number>()
  for (const { type, detail } of events) {
    const { heardTo, turn } = (detail ?? {}) as Record<string, unknown>
    if (type !== 'model-answered' || typeof heardTo !== 'number' || typeof turn !== 'number') continue
    for (const seq of said) if (seq <= heardTo && !delivered.has(seq)) delivered.set(seq, turn)
  }
  return delivered
}
