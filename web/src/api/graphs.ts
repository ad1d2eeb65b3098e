import type { GraphView, Page } from '@pm-bot/domain'
import { get } from './client.ts'
import { createRead } from './create-read.ts'

export const createGraphs = () =>
  createRead(() => ({
    key: ['graphs'],
    read: (signal) => get<Page<GraphView>>('/api/graphs', signal).then((page) => page.items),
  }))
