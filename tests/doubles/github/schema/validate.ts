import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { closeObjects } from './close-objects.ts'
import { type Description, readDescription, type Schema } from './description.ts'

/** Compares with GitHub's description. Each answers with what is wrong, if anything. */
export interface Validator {
  description: Description
  body(endpoint: string, body: unknown): string | undefined
  answer(endpoint: string, status: number, body: unknown): string | undefined
  webhook(name: string, payload: unknown): string | undefined
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

let validator: Validator | undefined

/** One a process: its schemas are compiled when they are first used. */
export function openValidator(): Validator {
  validator ??= createValidator(readDescription())
  return validator
}

function createValidator(description: Description): Validator {
  const ajv = new Ajv({ strict: false, inlineRefs: false })
  ajv.addFormat('date-time', DATE_TIME)
  ajv.addFormat('uri', URL.canParse)
  for (const ignored of ['int64', 'email', 'uri-template', 'timestamp', 'hostname', 'repo.nwo']) {
    ajv.addFormat(ignored, true)
  }
  ajv.addSchema({ $id: 'github', schemas: closed(description.schemas) })

  const compiled = new Map<Schema, ValidateFunction>()
  const problem = (schema: Schema, data: unknown): string | undefined => {
    const validate = compiled.get(schema) ?? ajv.compile(inGitHub(schema))
    compiled.set(schema, validate)
    return validate(data) ? undefined : sentenceOf(validate.errors)
  }
  const error = description.schemas['basic-error'] ?? {}

  return {
    description,
    body(endpoint, body) {
      const schema = description.endpoints[endpoint]?.body
      return schema && body !== undefined ? problem(schema, body) : undefined
    },
    answer(endpoint, status, body) {
      const schema = description.endpoints[endpoint]?.answers[status]
      if (status >= 300) return problem(schema ?? error, body)
      if (schema === undefined) return `${status} is not described`
      if (schema === null) return body === undefined ? undefined : 'it has a body'
      return problem(schema, body)
    },
    webhook(name, payload) {
      const schema = description.webhooks[name]
      return schema && problem(schema, payload)
    },
  }
}

/** Of deliveries, the description leaves out too much. */
function closed(schemas: Description['schemas']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      name.startsWith('webhook') ? schema : closeObjects(schema),
    ]),
  )
}

/** With references that find the schemas from anywhere. */
function inGitHub(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/schemas/', '"github#/schemas/'))
}

function sentenceOf(errors: ErrorObject[] | null | undefined): string {
  return (errors ?? [])
    .map(({ instancePath, message, params }) => `it${instancePath} ${message} ${JSON.stringify(params)}`)
    .join('; ')
}
