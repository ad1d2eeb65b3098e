import type {
  JobState,
  JobView,
  Page,
  PurgeBody,
  PurgeResult,
  QueueHistory,
  QueueName,
  QueueView,
  RedriveBody,
  RedriveResult,
} from '@pm-bot/domain'
import { get, post, query } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { createRead } from './create-read.ts'
import { createIntent } from './intent.ts'
import { queryClient } from './query-client.ts'

const pathOf = (queue: QueueName) => `/api/queues/${queue}`

export const createQueues = () =>
  createRead(() => ({
    key: ['queues', 'list'],
    read: (signal) => get<Page<QueueView>>('/api/queues', signal).then((page) => page.items),
  }))

export const createQueueHistory = (queue: () => QueueName, minutes: () => number) =>
  createRead(() => {
    const [name, span] = [queue(), minutes()]
    return {
      key: ['queue-history', name, span],
      read: (signal) =>
        get<QueueHistory>(`${pathOf(name)}/history${query({ minutes: span })}`, signal).then(
          (history) => history.items,
        ),
    }
  })

export const createJobs = (queue: () => QueueName, state: () => JobState | undefined) =>
  createPageReads(() => {
    const [name, wanted] = [queue(), state()]
    return {
      key: ['queues', name, 'jobs', wanted ?? 'all'],
      read: (cursor, signal) =>
        get<Page<JobView>>(`${pathOf(name)}/jobs${query({ state: wanted, limit: 50, cursor })}`, signal),
    }
  })

export const setPaused = (queue: QueueName, paused: boolean, key: string) =>
  post<QueueView>(`${pathOf(queue)}/${paused ? 'pause' : 'resume'}`, {}, key).finally(stale)

export const changeJob = (
  job: Pick<JobView, 'id' | 'queue'>,
  action: JobView['allowed'][number],
  key: string,
) => post<JobView>(`/api/queues/${job.queue}/jobs/${job.id}/${action}`, {}, key).finally(stale)

export const redrive = (queue: QueueName, body: RedriveBody, key: string) =>
  post<RedriveResult>(`${pathOf(queue)}/redrive`, body, key).finally(stale)

export const purge = (queue: QueueName, body: PurgeBody, key: string) =>
  post<PurgeResult>(`${pathOf(queue)}/purge`, body, key).finally(stale)

/** How many jobs that would take. */
export const countJobs = (queue: QueueName, body: Omit<PurgeBody, 'preview'>): Promise<number> => {
  const preview = { ...body, preview: true }
  return post<PurgeResult>(`${pathOf(queue)}/purge`, preview, createIntent().keyFor(preview)).then(
    (result) => result.matching,
  )
}

function stale(): void {
  for (const key of ['queues', 'run-work', 'runs', 'inbox'])
    void queryClient.invalidateQueries({ queryKey: [key] })
}
