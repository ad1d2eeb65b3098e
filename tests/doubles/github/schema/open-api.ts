import type { Schema } from './description.ts'

/** The part of an OpenAPI 3.0 description that is read here. */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  'x-webhooks': Record<string, { post: Operation }>
  components: { schemas: Record<string, Schema>; responses: Record<string, Message> }
}

export interface Operation {
  externalDocs: { url: string }
  requestBody?: Message
  responses: Record<string, Message | { $ref: string }>
}

/** A body, of a request or of an answer. */
export interface Message {
  content?: Record<string, { schema: Schema }>
}
