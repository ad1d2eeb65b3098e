import { expect, test } from 'vitest'
import { missingAlternative } from './missing-alternative.ts'

const schema = { anyOf: [{ required: ['issueNumber'] }, { required: ['query'] }] }

test('one of several members is enough, none is not', () => {
  expect(missingAlternative(schema, {})).toEqual(['issueNumber', 'query'])
  expect(missingAlternative(schema, { query: 'prices' })).toBeUndefined()
})

test.each([null, {}, { anyOf: [] }, { anyOf: [{ properties: {} }, { required: ['a'] }] }])(
  '%j asks for nothing of that kind',
  (other) => expect(missingAlternative(other, {})).toBeUndefined(),
)
