import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { InjectOptions } from 'fastify'
import { expect } from 'vitest'
import { PORT, type TestApi } from './test-api.fixture.ts'

export interface Exchange {
  body?: unknown
  key?: string
  headers?: Record<string, string>
}

/** Talks to the api as the page does, and holds every JSON answer against the OpenAPI document. */
export function createClient({ api }: Pick<TestApi, 'api'>, cookie?: string) {
  const check = createAnswerCheck(api.swagger() as unknown as Document)

  async function exchange(method: string, url: string, { body, key, headers }: Exchange = {}) {
    const response = await api.inject({
      method: method as NonNullable<InjectOptions['method']>,
      url,
      headers: {
        host: `127.0.0.1:${PORT}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(cookie === undefined ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const type = String(response.headers['content-type'] ?? '')
    const json = /json/.test(type) && response.body ? response.json() : undefined
    check(method, url, response.statusCode, json)
    if (response.statusCode >= 400) {
      expect(type).toMatch(/^application\/problem\+json/)
      expect(json).toMatchObject({ status: response.statusCode, code: expect.any(String) })
    }
    return { status: response.statusCode, json, text: response.body, headers: response.headers }
  }

  return {
    get: (url: string, options?: Exchange) => exchange('GET', url, options),
    post: (url: string, body: unknown, options?: Exchange) => exchange('POST', url, { ...options, body }),
    put: (url: string, body: unknown, options?: Exchange) => exchange('PUT', url, { ...options, body }),
    patch: (url: string, body: unknown, options?: Exchange) => exchange('PATCH', url, { ...options, body }),
    delete: (url: string, options?: Exchange) => exchange('DELETE', url, options),
  }
}
export type Client = ReturnType<typeof createClient>

interface Document {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >
  components: { schemas: object }
}

function createAnswerCheck(document: Document) {
  const ajv = new Ajv2020({ strict: false })
  const validators = new Map<string, ValidateFunction>()
  ajv.addSchema({ components: document.components }, 'document')
  const paths = Object.entries(document.paths).map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
    methods,
  }))

  return (method: string, url: string, status: number, json: unknown) => {
    const found = paths.find(({ pattern }) => pattern.test(url.split('?')[0]!))
    const answer = found?.methods[method.toLowerCase()]?.responses[status]
    if (!found || json === undefined) return
    if (status !== 405) expect(answer, `${method} ${url} is not said to answer ${status}`).toBeDefined()
    const schema = Object.values(answer?.content ?? {})[0]?.schema
    if (!schema) return
    const text = JSON.stringify(schema).replaceAll('"#/components', '"document#/components')
    const validate = validators.get(text) ?? ajv.compile(JSON.parse(text))
    validators.set(text, validate)
    expect(validate(json), `${method} ${url} ${status}: ${ajv.errorsText(validate.errors)}`).toBe(true)
  }
}
