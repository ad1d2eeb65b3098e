import type { Page, ToolView } from '@pm-bot/domain'
import { get } from './client.ts'
import { createRead } from './create-read.ts'

/** The tools of agents, with the schemas of their arguments. */
export const createTools = () =>
  createRead(() => ({
    key: ['tools'],
    read: (signal) => get<Page<ToolView>>('/api/tools?limit=200', signal).then((page) => page.items),
  }))
