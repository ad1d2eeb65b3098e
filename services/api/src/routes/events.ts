import { Type } from 'typebox'
import { problems } from '../answers.ts'
import type { Api } from '../api-context.ts'
import type { EventStreams } from '../event-streams.ts'
import type { Door } from '../require-session.ts'

const Stream = {
  description:
    'Events `changed` with {topic, id}, `refetch` when some may have been missed, and every few seconds `heartbeats` with the milliseconds since each worker was heard, by its id.',
  content: { 'text/event-stream': { schema: Type.String() } },
}

export function eventRoutes(api: Api, streams: EventStreams, door: Door): void {
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
        sessionId: request.session?.id,
        isAllowed: () => door.isOpenTo(request),
      })
    },
  )
}
