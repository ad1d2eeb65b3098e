import type { Description, EndpointDescription, Schema } from './description.ts'
import type { Message, OpenApi } from './open-api.ts'
import { plainSchema } from './plain-schema.ts'

interface Wanted {
  version: string
  /** `GET /user` */
  endpoints: readonly string[]
  /** `issues-opened` */
  webhooks: readonly string[]
}

/** These endpoints and deliveries with every schema that they need. */
export function cut(source: OpenApi, { version, endpoints, webhooks }: Wanted): Description {
  const each = <T>(names: readonly string[], describe: (source: OpenApi, name: string) => T) =>
    Object.fromEntries(names.map((name) => [name, describe(source, name)]))
  const parts = { endpoints: each(endpoints, cutEndpoint), webhooks: each(webhooks, cutWebhook) }
  return { version, ...parts, schemas: schemasOf(source, parts) }
}

function cutEndpoint(source: OpenApi, endpoint: string): EndpointDescription {
  const [method = '', path = ''] = endpoint.split(' ')
  const operation = source.paths[path]?.[method.toLowerCase()] ?? missing(endpoint)
  const body = jsonOf(operation.requestBody)
  const answers = Object.entries(operation.responses).map(([status, answer]) => {
    const schema = jsonOf('$ref' in answer ? named(source, answer.$ref) : answer)
    return [status, schema ? plainSchema(schema) : null] as const
  })
  return {
    documentationUrl: operation.externalDocs.url,
    ...(body ? { body: plainSchema(body) } : {}),
    answers: Object.fromEntries(answers),
  }
}

function cutWebhook(source: OpenApi, name: string): Schema {
  return plainSchema(jsonOf(source['x-webhooks'][name]?.post.requestBody) ?? missing(name))
}

function named(source: OpenApi, ref: string): Message {
  return source.components.responses[ref.replace('#/components/responses/', '')] ?? missing(ref)
}

function jsonOf(message: Message | undefined): Schema | undefined {
  return message?.content?.['application/json']?.schema
}

/** What this refers to, and what that refers to. */
function schemasOf(source: OpenApi, part: unknown): Record<string, Schema> {
  const schemas: Record<string, Schema> = {}
  const add = (from: unknown) => {
    for (const [, name = ''] of JSON.stringify(from).matchAll(/"#\/schemas\/([^"]+)"/g)) {
      if (schemas[name]) continue
      schemas[name] = plainSchema(source.components.schemas[name] ?? missing(name))
      add(schemas[name])
    }
  }
  add(part)
  return schemas
}

function missing(name: string): never {
  throw new Error(`The description has no ${name}.`)
}
