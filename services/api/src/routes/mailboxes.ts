import { HistoryQuery } from '@pm-bot/domain'
import { listMailboxSamples, readMailboxes } from '@pm-bot/store'
import { problems, view } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'

const tags = ['actors']

export function mailboxRoutes(api: Api, { store: { database } }: ApiOptions): void {
  api.get(
    '/api/mailboxes',
    {
      schema: {
        tags,
        operationId: 'getMailboxes',
        summary: 'Read how much mail waits, of all actors together',
        response: { 200: view('MailboxesView'), ...problems() },
      },
    },
    () => readMailboxes(database),
  )

  api.get(
    '/api/mailboxes/history',
    {
      schema: {
        tags,
        operationId: 'getMailboxHistory',
        summary: 'Read how much mail waited, sampled every ten seconds and kept for a day',
        querystring: HistoryQuery,
        response: { 200: view('MailboxHistory'), ...problems() },
      },
    },
    async ({ query }) => ({ items: await listMailboxSamples(database, query.minutes) }),
  )
}
