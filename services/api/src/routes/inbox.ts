import { DecisionBody, Id, InboxQuery } from '@pm-bot/domain'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import type { Api, ApiContext } from '../api-context.ts'
import { command } from '../command.ts'
import { KeyHeaders } from '../command-headers.ts'
import { decideItem, thatItem } from '../decide-item.ts'

const tags = ['inbox']
const params = Type.Object({ itemId: Id })

export function inboxRoutes(api: Api, context: ApiContext): void {
  const { reads } = context

  api.get(
    '/api/inbox',
    {
      schema: {
        tags,
        operationId: 'listInbox',
        summary: 'List what waits for a person (oldest first) or has been decided (newest first)',
        querystring: InboxQuery,
        response: { 200: pageOf('InboxItemView'), ...problems() },
      },
    },
    ({ query }) => reads.inbox(query),
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
        return decideItem(reads, item, request.body, 'item-and-run')
      }),
  )
}
