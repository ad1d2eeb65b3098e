import type { Page, WorkerView } from '@pm-bot/domain'
import { get, post } from './client.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

export const createWorkers = () =>
  createRead(() => ({
    key: ['workers'],
    read: (signal) => get<Page<WorkerView>>('/api/workers', signal).then((page) => page.items),
  }))

export const drainWorker = (workerId: string, drain: boolean, key: string) =>
  post<WorkerView>(`/api/workers/${encodeURIComponent(workerId)}/drain`, { drain }, key).finally(() =>
    queryClient.invalidateQueries({ queryKey: ['workers'] }),
  )
