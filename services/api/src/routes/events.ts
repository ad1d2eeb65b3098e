import { Type } from 'typebox'
import { problems } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'
import type { EventStreams } from '../event-streams.ts'
import { hasSession } from '../require-session.ts'
import { secretOf } from '../session-cookie.ts'

const Stream = {
  description: 'Events `changed` with {topic, id}, and `refetch` when some may have been missed.',
  content: { 'text/event-stream': { schema: Type.String() } },
}

export function eventRoutes(api: Api, { settings, store }: ApiOptions, streams: EventStreams): void {
  api.get(
    '/api/events',
    {
      schema: {
        tags: ['instance'],
        operationId: 'streamEvents',
        summary: 'Hear that something changed, never what; resumes from Last-Event-ID',
        response: { 200: Stream, ...problems() },
      },
    },
    (request, reply) => {
      const lastEventId = request.headers['last-event-id']
      reply.hijack()
      streams.open({
        response: reply.raw,
        lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
        secret: secretOf(settings, request),
        isAllowed: async () => settings.password === null || hasSession(settings, store.database, request),
      })
    },
  )
}
