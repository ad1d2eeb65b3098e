import type { ArtifactView, Page, RunEventPage, RunEventView, RunTransitionView } from '@pm-bot/domain'
import { get, query } from './client.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

/** A run with more pages than this shows its beginning. */
const MOST_PAGES = 60

/** A run's events, and up to which number they are there no more. */
export interface RunEvents {
  events: RunEventView[]
  removedTo: number
}

const eventsKey = (runId: string) => ['run-events', runId, 'events']

export const createRunEvents = (id: () => string) =>
  createRead(() => {
    const runId = id()
    return { key: eventsKey(runId), read: (signal) => readEvents(runId, signal) }
  })
export const createRunTransitions = (id: () => string) => createTail<RunTransitionView>('transitions', id)
export const createRunArtifacts = (id: () => string | undefined) => createTail<ArtifactView>('artifacts', id)

function createTail<Item>(what: string, id: () => string | undefined) {
  return createRead(() => {
    const runId = id()
    return {
      key: ['run-events', runId, what],
      read: (signal) => readAll<Item>(`/api/runs/${runId}/${what}`, signal),
      enabled: runId !== undefined,
    }
  })
}

/** Events are only added, and the first ones removed: what was read is read on from its end. */
async function readEvents(runId: string, signal: AbortSignal): Promise<RunEvents> {
  const known = queryClient.getQueryData<RunEvents>(eventsKey(runId))
  const lastSeq = known?.events.at(-1)?.seq
  const pages = await readPages<RunEventPage>(`/api/runs/${runId}/events`, signal, lastSeq)
  const removedTo = pages[0]?.removedTo ?? 0
  const former = known?.events.filter(({ seq }) => seq > removedTo) ?? []
  return { events: [...former, ...pages.flatMap(({ items }) => items)], removedTo }
}

async function readAll<Item>(path: string, signal: AbortSignal): Promise<Item[]> {
  return (await readPages<Page<Item>>(path, signal)).flatMap(({ items }) => items)
}

async function readPages<Answer extends Page<unknown>>(
  path: string,
  signal: AbortSignal,
  after?: number,
): Promise<Answer[]> {
  const pages: Answer[] = []
  let cursor = after === undefined ? null : String(after)
  while (pages.length < MOST_PAGES) {
    const page: Answer = await get<Answer>(`${path}${query({ limit: 200, cursor })}`, signal)
    pages.push(page)
    cursor = page.nextCursor
    if (cursor === null) break
  }
  return pages
}
