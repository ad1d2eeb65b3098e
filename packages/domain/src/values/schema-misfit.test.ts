import { expect, test } from 'vitest'
import { schemaMisfit } from './schema-misfit.ts'

const schema = {
  type: 'object',
  properties: {
    path: { type: 'string', minLength: 1 },
    lines: { type: 'array', items: { type: 'integer' } },
  },
  required: ['path'],
  additionalProperties: false,
}

test.each([
  [{ path: 'a' }, null],
  [{ path: 'a', lines: [1, 2] }, null],
  [{}, 'the whole must have required properties path'],
  [{ path: 7 }, 'path must be string'],
  [{ path: 'a', lines: [1, 'x'] }, 'lines.1 must be integer'],
  [{ path: 'a', shell: true }, 'the whole must not have additional properties: shell'],
  [[], 'the whole must be object'],
  [null, 'the whole must be object'],
])('%j', (value, misfit) => {
  expect(schemaMisfit(schema, value)).toBe(misfit)
})
