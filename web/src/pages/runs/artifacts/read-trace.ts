/** One call of a tool, or one turn without any, as an agent's trace keeps it. */
export interface TraceEntry {
  turn: number
  tool: string | null
  args: unknown
  outcome: string
  result: string
  resultBytes: number
  milliseconds: number
}

/** A line for each call; lines that are none are left out, and undefined when there is not one. */
export function readTrace(text: string): TraceEntry[] | undefined {
  const entries = text.split('\n').flatMap((line): TraceEntry[] => {
    try {
      const value: unknown = JSON.parse(line)
      return isEntry(value) ? [value] : []
    } catch {
      return []
    }
  })
  return entries.length > 0 ? entries : undefined
}

const isEntry = (value: unknown): value is TraceEntry => {
  if (typeof value !== 'object' || value === null) return false
  const { turn, outcome, result } = value as Record<string, unknown>
  return typeof turn === 'number' && typeof outcome === 'string' && typeof result === 'string'
}

const OUTCOMES: Record<string, string> = {
  done: 'Done',
  failed: 'Failed',
  denied: 'Denied',
  malformed: 'Not understood',
  answered: 'Answered by you',
  'no-call': 'No call',
}
export const outcomeInWords = (outcome: string): string => OUTCOMES[outcome] ?? outcome
