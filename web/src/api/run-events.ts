import type { ArtifactView, Page, RunEventView, RunTransitionView } from '@pm-bot/domain'
import { get, query } from './client.ts'
import { createRead } from './create-read.ts'

/** A run with more pages than this shows its beginning. */
const MOST_PAGES = 20

export const createRunEvents = (id: () => string) => createTail<RunEventView>('events', id)
export const createRunTransitions = (id: () => string) => createTail<RunTransitionView>('transitions', id)
export const createRunArtifacts = (id: () => string) => createTail<ArtifactView>('artifacts', id)

function createTail<Item>(what: string, id: () => string) {
  return createRead(() => {
    const runId = id()
    return {
      key: ['run-events', runId, what],
      read: (signal) => readAll<Item>(`/api/runs/${runId}/${what}`, signal),
    }
  })
}

async function readAll<Item>(path: string, signal: AbortSignal): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: Page<Item> = await get<Page<Item>>(`${path}${query({ limit: 200, cursor })}`, signal)
    items.push(...page.items)
    cursor = page.nextCursor
    if (cursor === null) break
  }
  return items
}
