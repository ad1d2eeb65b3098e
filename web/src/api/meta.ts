import type { MetaView } from '@pm-bot/domain'
import { get } from './client.ts'
import { createRead } from './create-read.ts'

export const createMeta = () =>
  createRead(() => ({ key: ['meta'], read: (signal) => get<MetaView>('/api/meta', signal) }))
