import type { CreateRunTemplateBody, Page, RunTemplateView, RunView } from '@pm-bot/domain'
import { get, post, remove } from './client.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

export const createTemplates = () =>
  createRead(() => ({
    key: ['run-templates', 'list'],
    read: (signal) =>
      get<Page<RunTemplateView>>('/api/run-templates?limit=200', signal).then((page) => page.items),
  }))

export const createTemplate = (body: CreateRunTemplateBody, key: string) =>
  post<RunTemplateView>('/api/run-templates', body, key).finally(stale)

export const removeTemplate = ({ id, version }: RunTemplateView) =>
  remove(`/api/run-templates/${id}`, version).finally(stale)

export const proposeTemplate = (id: string, key: string) =>
  post<RunView>(`/api/run-templates/${id}/propose`, {}, key).finally(() => {
    void queryClient.invalidateQueries({ queryKey: ['runs'] })
    void queryClient.invalidateQueries({ queryKey: ['inbox'] })
  })

function stale(): void {
  void queryClient.invalidateQueries({ queryKey: ['run-templates'] })
  void queryClient.invalidateQueries({ queryKey: ['schedules'] })
}
