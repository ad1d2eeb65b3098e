import type { RunSpendView, SpendCallView } from '@pm-bot/domain'
import { get, query } from './client.ts'
import { createRead } from './create-read.ts'

/** A run with more pages of calls than this shows what the newest cost. */
const MOST_PAGES = 10

/** What a run may spend and has spent, with all its calls. */
export type RunSpend = Omit<RunSpendView, 'calls'> & { calls: SpendCallView[] }

export const createRunSpend = (runId: () => string) =>
  createRead(() => {
    const id = runId()
    return { key: ['run-spend', id], read: (signal) => readSpend(id, signal) }
  })

async function readSpend(runId: string, signal: AbortSignal): Promise<RunSpend> {
  const read = (cursor: string | null) =>
    get<RunSpendView>(`/api/runs/${runId}/spend${query({ limit: 200, cursor })}`, signal)
  const { calls: first, ...facts } = await read(null)
  const calls = [...first.items]
  for (let cursor = first.nextCursor, pages = 1; cursor !== null && pages < MOST_PAGES; pages += 1) {
    const { calls: more } = await read(cursor)
    calls.push(...more.items)
    cursor = more.nextCursor
  }
  return { ...facts, calls }
}
