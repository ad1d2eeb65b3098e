import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Everything that happened, with its time: read when something did not hold. */
export interface History {
  record(what: string, facts?: Record<string, unknown>): void
  readonly events: readonly HistoryEvent[]
  /** Writes it as lines of JSON; beside it a copy of another log, and these texts. */
  keep(directory: string, log: string, texts: Record<string, string>): void
}

export interface HistoryEvent {
  at: number
  what: string
  [fact: string]: unknown
}

export function createHistory(): History {
  const events: HistoryEvent[] = []
  return {
    events,
    record: (what, facts = {}) => void events.push({ at: Date.now(), what, ...facts }),
    keep(directory, log, texts) {
      mkdirSync(directory, { recursive: true })
      copyFileSync(log, join(directory, basename(log)))
      const lines = events.map((event) => JSON.stringify(event)).join('\n')
      for (const [name, text] of Object.entries({ 'history.jsonl': lines, ...texts })) {
        writeFileSync(join(directory, name), text)
      }
    },
  }
}
