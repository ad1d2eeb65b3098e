import { expect, test } from 'vitest'
import { afterOperation } from './after-operation.ts'

const known = { state: 'open', labels: ['bug', 'ui'] }

test('says what is there now and what will be', () => {
  expect(afterOperation({ op: 'add-labels', number: 1, labels: ['ui', 'p1'] }, known)).toEqual({
    before: ['bug', 'ui'],
    after: ['bug', 'ui', 'p1'],
  })
  expect(afterOperation({ op: 'remove-label', number: 1, label: 'bug' }, known)?.after).toEqual(['ui'])
  expect(afterOperation({ op: 'close', number: 1 }, known)).toEqual({ before: 'open', after: 'closed' })
  expect(afterOperation({ op: 'comment', number: 1, body: 'x' }, known)).toBeUndefined()
})
