import type { Page, SessionView } from '@pm-bot/domain'
import { get, remove } from './client.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

export const createSessions = () =>
  createRead(() => ({
    key: ['sessions'],
    read: (signal) => get<Page<SessionView>>('/api/sessions?limit=200', signal).then((page) => page.items),
  }))

export const endSession = ({ id }: SessionView) => remove(`/api/sessions/${id}`).finally(stale)

export const endOtherSessions = () => remove('/api/sessions').finally(stale)

const stale = () => queryClient.invalidateQueries({ queryKey: ['sessions'] })
