import type { MailboxesView } from '@pm-bot/domain'
import { get } from './client.ts'
import { createRead } from './create-read.ts'

/** All mailboxes taken together. */
export const createMailboxes = () =>
  createRead(() => ({ key: ['mailboxes'], read: (signal) => get<MailboxesView>('/api/mailboxes', signal) }))
