import { describe, expect, test } from 'vitest'
import { ENDPOINTS } from './rest/endpoints.ts'
import { plainSchema } from './schema/plain-schema.ts'
import { openValidator } from './schema/validate.ts'
import { WEBHOOK_SCHEMAS } from './webhooks/webhook-schemas.ts'

describe("GitHub's description", () => {
  test('was cut for what the double answers today', () => {
    const { endpoints, webhooks } = openValidator().description
    expect(Object.keys(endpoints)).toEqual([...ENDPOINTS])
    expect(Object.keys(webhooks)).toEqual([...WEBHOOK_SCHEMAS])
  })

  test('tells a wrong answer from a right one', () => {
    const { answer } = openValidator()
    const label = { id: 1, node_id: 'x', url: 'http://127.0.0.1/', name: 'bug', color: 'f00', default: false }
    const problemWith = (change: object) =>
      answer('GET /repos/{owner}/{repo}/labels', 200, [{ ...label, ...change }])
    expect(problemWith({ description: null })).toBeUndefined()
    expect(problemWith({})).toContain("must have required property 'description'")
    expect(problemWith({ description: null, url: 'nowhere' })).toContain('must match format "uri"')
    expect(problemWith({ description: null, colour: 'f00' })).toContain('must NOT have additional properties')
    expect(answer('GET /repos/{owner}/{repo}/labels', 299, [])).toBe('299 is not described')
  })
})

describe('the JSON Schema of an OpenAPI schema', () => {
  test('allows null where it is nullable, also beside an enum', () => {
    expect(plainSchema({ type: 'string', nullable: true, enum: ['a'], description: 'A word' })).toEqual({
      type: ['string', 'null'],
      enum: ['a', null],
    })
    expect(plainSchema({ nullable: true, allOf: [{ $ref: '#/components/schemas/user' }] })).toEqual({
      anyOf: [{ allOf: [{ $ref: '#/schemas/user' }] }, { type: 'null' }],
    })
  })

  test('keeps properties that are called like words for people', () => {
    const { properties } = plainSchema({
      type: 'object',
      title: 'Label',
      properties: { description: { type: 'string' }, title: { type: 'string', example: 'x' } },
    })
    expect(properties).toEqual({ description: { type: 'string' }, title: { type: 'string' } })
  })
})
