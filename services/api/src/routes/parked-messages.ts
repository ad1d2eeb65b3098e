import { EditMessageBody } from '@pm-bot/domain'
import { editParked, retryParked, skipParked } from '@pm-bot/store'
import { Type } from 'typebox'
import { refusals, view } from '../answers.ts'
import { type Api, type ApiOptions, OPERATOR } from '../api-context.ts'
import { KeyHeaders } from '../command-headers.ts'
import { write } from '../write.ts'
import { ActorParams, AnyText } from './actors.ts'

const tags = ['actors']
const MessageParams = Type.Object({ ...ActorParams.properties, messageId: AnyText })

/** A message that failed all its attempts waits for one of these. Any other is the actor's own. */
export function parkedMessageRoutes(api: Api, options: ApiOptions): void {
  const { redactor } = options
  const actions = {
    retry: { work: retryParked, summary: 'Post a parked message again, behind the mail that waits' },
    skip: { work: skipParked, summary: 'Let a parked message go unhandled' },
  }

  for (const action of ['retry', 'skip'] as const) {
    const { work, summary } = actions[action]
    api.post(
      `/api/actors/:kind/:key/messages/:messageId/${action}`,
      {
        schema: {
          tags,
          operationId: `${action}Message`,
          summary,
          params: MessageParams,
          headers: KeyHeaders,
          body: Type.Object({}, { additionalProperties: false }),
          response: { 200: view('MessageResult'), ...refusals(404) },
        },
      },
      (request, reply) =>
        write(options, request, reply, async (tx) => ({
          messageId: await work(tx, request.params, OPERATOR, redactor),
        })),
    )
  }

  api.post(
    '/api/actors/:kind/:key/messages/:messageId/edit',
    {
      schema: {
        tags,
        operationId: 'editMessage',
        summary: 'Post a parked message again with other content; what it is and where it came from stays',
        params: MessageParams,
        headers: KeyHeaders,
        body: EditMessageBody,
        response: { 200: view('MessageResult'), ...refusals(404) },
      },
    },
    (request, reply) =>
      write(options, request, reply, async (tx) => ({
        messageId: await editParked(tx, request.params, request.body.body, OPERATOR, redactor),
      })),
  )
}
