import type { CreateScheduleBody, Page, PatchScheduleBody, ScheduleView } from '@pm-bot/domain'
import { get, patch, post, remove } from './client.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

export const createSchedules = () =>
  createRead(() => ({
    key: ['schedules', 'list'],
    read: (signal) => get<Page<ScheduleView>>('/api/schedules?limit=200', signal).then((page) => page.items),
  }))

export const addSchedule = (body: CreateScheduleBody, key: string) =>
  post<ScheduleView>('/api/schedules', body, key).finally(stale)

export const changeSchedule = ({ id, version }: ScheduleView, changes: PatchScheduleBody) =>
  patch<ScheduleView>(`/api/schedules/${id}`, changes, version).finally(stale)

/** Fires it now, also while it is paused. */
export const runSchedule = (id: string, key: string) =>
  post<ScheduleView>(`/api/schedules/${id}/run`, {}, key).finally(stale)

export const removeSchedule = ({ id, version }: ScheduleView) =>
  remove(`/api/schedules/${id}`, version).finally(stale)

const stale = () => queryClient.invalidateQueries({ queryKey: ['schedules'] })
