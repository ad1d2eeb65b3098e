import fc from 'fast-check'
import type { Endpoint, Parameter, Schema } from './endpoints.ts'
import { type GeneratedRequest, jsonOf, type Known, validRequests } from './valid-requests.ts'

type Request = fc.Arbitrary<GeneratedRequest>
type Breaking = (request: GeneratedRequest) => Request

/** Requests that are right but for one thing, which the document forbids. */
export function brokenRequests(endpoint: Endpoint, known: Known): Request {
  const breakings = breakingsOf(endpoint, known)
  const which = fc.nat({ max: breakings.length - 1 })
  return fc
    .tuple(validRequests(endpoint, known), which)
    .chain(([request, breaking]) => breakings[breaking]!(request))
}

function breakingsOf(endpoint: Endpoint, known: Known): Breaking[] {
  const strict = endpoint.path.startsWith('/api/')
  return [
    forgeHost,
    forgeOrigin,
    ...(strict ? [addQuery] : []),
    ...endpoint.parameters.flatMap((parameter) => breakParameter(endpoint, parameter)),
    ...(endpoint.body ? [breakText, breakType, ...breakBody(endpoint.body, known)] : []),
  ]
}

const forgeHost: Breaking = (request) => fc.domain().map((host) => withHeader(request, 'host', host))
const forgeOrigin: Breaking = (request) =>
  fc.webUrl().map((url) => withHeader(request, 'origin', new URL(url).origin))
const addQuery: Breaking = (request) =>
  fc
    .tuple(fc.stringMatching(/^[a-z_]{1,20}$/), fc.string())
    .filter(([name]) => !request.url.includes(`${name}=`))
    .map(([name, value]) => withQuery(request, `x${name}`, value))

/** Where a schema forbids nothing there is nothing to break. */
function breakParameter({ path }: Endpoint, { in: place, name, schema }: Parameter): Breaking[] {
  const bad = badTextOf(schema)
  if (!bad) return []
  switch (place) {
    case 'query':
      return [(request) => bad.map((value) => withQuery(request, name, value))]
    case 'header':
      return [
        (request) =>
          bad
            .filter((value) => /^[\x20-\x7e]*$/.test(value))
            .map((value) => withHeader(request, name, value)),
      ]
    case 'path': {
      const at = path.split('/').indexOf(`{${name}}`)
      const put = (request: GeneratedRequest, value: string) => {
        const [address = '', search] = request.url.split('?')
        const steps = address.split('/')
        steps[at] = encodeURIComponent(value.toWellFormed())
        return { ...request, url: steps.join('/') + (search === undefined ? '' : `?${search}`) }
      }
      return [
        (request) => bad.filter((value) => !/^\.{0,2}$/.test(value)).map((value) => put(request, value)),
      ]
    }
  }
}

const breakText: Breaking = (request) =>
  fc.oneof(
    fc
      .nat({ max: Math.max(0, (request.body?.length ?? 1) - 1) })
      .map((length) => ({ ...request, body: request.body!.slice(0, length) })),
    fc
      .string({ unit: 'binary' })
      .filter((text) => !isJson(text))
      .map((text) => ({ ...request, body: `{${text}` })),
    fc.constant({ ...request, body: '{"__proto__":{"a":1}}' }),
  )
const breakType: Breaking = (request) =>
  fc
    .constantFrom(
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/xml',
      'json',
    )
    .map((type) => withHeader(request, 'content-type', type))

/** Another type at the top, an unknown member, a missing one, and a wrong value for each that is known. */
function breakBody(schema: Schema, known: Known): Breaking[] {
  const withBody = (request: GeneratedRequest, json: unknown) => ({ ...request, body: JSON.stringify(json) })
  const parsed = (request: GeneratedRequest) => JSON.parse(request.body ?? '{}') as Record<string, unknown>
  const { properties = {}, required = [] } = schema
  return [
    (request) => notOf(schema).map((json) => withBody(request, json)),
    (request) =>
      fc
        .tuple(fc.string({ minLength: 1 }), fc.jsonValue())
        .filter(([name]) => !(name in properties))
        .map(([name, value]) => withBody(request, { ...parsed(request), [`x${name}`]: value })),
    ...required.map(
      (name): Breaking =>
        (request) => {
          const { [name]: _, ...rest } = parsed(request)
          return fc.constant(withBody(request, rest))
        },
    ),
    ...Object.entries(properties)
      .filter(([, property]) => property.type !== undefined)
      .map(
        ([name, property]): Breaking =>
          (request) =>
            fc
              .tuple(badJsonOf(property), jsonOf(schema, known))
              .map(([value, json]) => withBody(request, { ...(json as object), [name]: value })),
      ),
  ]
}

/** A value of another type. Numbers that look like texts and the other way round are among them. */
const notOf = ({ type }: Schema): fc.Arbitrary<unknown> =>
  fc.jsonValue().filter((value) => typeName(value) !== (type === 'integer' ? 'number' : type))

function badJsonOf(schema: Schema): fc.Arbitrary<unknown> {
  const bad = schema.type === 'string' ? badTextOf(schema) : badNumberOf(schema)
  return bad ? fc.oneof(notOf(schema), bad) : notOf(schema)
}

function badNumberOf({ type, minimum, maximum }: Schema): fc.Arbitrary<number> | undefined {
  if (type !== 'integer') return undefined
  const beyond = [
    0.5,
    1e21,
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
  ]
  return fc.constantFrom(...beyond)
}

function badTextOf(schema: Schema): fc.Arbitrary<string> | undefined {
  const { type, enum: allowed, pattern, maxLength, minLength = 0, minimum, maximum } = schema
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '\0', '../..', "' or 1=1 --", '%', 'null', '💥'),
  )
  if (type === 'integer') {
    return texts.filter((text) => {
      const number = Number(text)
      return (
        text.trim() === '' ||
        !Number.isInteger(number) ||
        number < (minimum ?? 0) ||
        number > (maximum ?? Infinity)
      )
    })
  }
  if (allowed) return texts.filter((text) => !allowed.includes(text))
  const tooLong = maxLength === undefined ? [] : [fc.constant('x'.repeat(maxLength + 1))]
  const wrong =
    pattern === undefined
      ? []
      : [texts.filter((text) => !new RegExp(pattern).test(text) || text.length < minLength)]
  const all = [...tooLong, ...wrong]
  return all.length > 0 ? fc.oneof(...all) : undefined
}

function withQuery(request: GeneratedRequest, name: string, value: string): GeneratedRequest {
  const [path = '', search = ''] = request.url.split('?')
  const query = new URLSearchParams(search)
  query.set(name, value.toWellFormed())
  return { ...request, url: `${path}?${query}` }
}

const withHeader = (request: GeneratedRequest, name: string, value: string): GeneratedRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
})

const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

function isJson(text: string): boolean {
  try {
    JSON.parse(`{${text}`)
    return true
  } catch {
    return false
  }
}
