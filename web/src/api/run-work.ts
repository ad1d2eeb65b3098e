import type { Page, RunWorkView } from '@pm-bot/domain'
import { get } from './client.ts'
import { createRead } from './create-read.ts'

export const createRunWork = (runId: () => string) =>
  createRead(() => {
    const id = runId()
    return {
      key: ['run-work', id],
      read: (signal) => get<RunWorkView>(`/api/runs/${id}/work`, signal),
    }
  })

/** Of all runs that have work to do. */
export const createOpenRunWork = () =>
  createRead(() => ({
    key: ['run-work', 'open'],
    read: (signal) =>
      get<Page<RunWorkView>>('/api/run-work?limit=200', signal).then(
        (page) => new Map(page.items.map((work) => [work.runId, work])),
      ),
  }))
