import { DecisionBody, DecisionsBody, Id, InboxDaysQuery, InboxQuery } from '@pm-bot/domain'
import { countInbox, listInboxDays } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import type { Api, ApiContext } from '../api-context.ts'
import { command } from '../command.ts'
import { KeyHeaders } from '../command-headers.ts'
import { decideItem, thatItem } from '../decide-item.ts'
import { decideMany } from '../decide-many.ts'
import { quoteOnLines } from '../quote-on-lines.ts'

const tags = ['inbox']
const params = Type.Object({ itemId: Id })
const Nothing = Type.Object({}, { additionalProperties: false })

export function inboxRoutes(api: Api, context: ApiContext): void {
  const { reads, store } = context
  const { database } = store

  api.get(
    '/api/inbox',
    {
      schema: {
        tags,
        operationId: 'listInbox',
        summary:
          'List what waits for a person (by what must be done, then oldest first) or has been decided (newest first)',
        querystring: InboxQuery,
        response: { 200: pageOf('InboxItemView'), ...problems() },
      },
    },
    ({ query }) => reads.inbox(query),
  )

  api.get(
    '/api/inbox/counts',
    {
      schema: {
        tags,
        operationId: 'countInbox',
        summary: 'Count what waits, by what must be done about it',
        querystring: Nothing,
        response: { 200: view('InboxCountsView'), ...problems() },
      },
    },
    () => countInbox(database),
  )

  api.get(
    '/api/inbox/stats',
    {
      schema: {
        tags,
        operationId: 'listInboxDays',
        summary: 'Say what was asked and decided on each of the last days, and how long it waited',
        querystring: InboxDaysQuery,
        response: { 200: pageOf('InboxDayView'), ...problems() },
      },
    },
    async ({ query }) => ({ items: await listInboxDays(database, query.days), nextCursor: null }),
  )

  api.post(
    '/api/inbox/decisions',
    {
      schema: {
        tags,
        operationId: 'decideMany',
        summary: 'Decide about several items, each by itself; those of high risk cannot be approved this way',
        headers: KeyHeaders,
        body: DecisionsBody,
        response: { 200: view('DecisionsResult'), ...problems(422) },
      },
    },
    (request) => decideMany(context, request),
  )

  api.get(
    '/api/inbox/:itemId',
    {
      schema: {
        tags,
        operationId: 'getInboxItem',
        summary: 'Read an item',
        params,
        response: { 200: view('InboxItemView'), ...problems(404) },
      },
    },
    async ({ params }) => thatItem(await reads.item(params.itemId)),
  )

  api.post(
    '/api/inbox/:itemId/decision',
    {
      schema: {
        tags,
        operationId: 'decide',
        summary: 'Decide about an item as you saw it; 409 carries the decision that won',
        params,
        headers: KeyHeaders,
        body: DecisionBody,
        response: { 200: view('DecisionResult'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const item = thatItem(await reads.item(request.params.itemId))
        const body = await quoteOnLines(context, item, request.body)
        return decideItem(reads, item, body, 'item-and-run')
      }),
  )
}
