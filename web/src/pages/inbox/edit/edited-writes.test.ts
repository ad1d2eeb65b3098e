import type { PublishOperation } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import type { FilledPart } from './edit-parts.ts'
import { editedWrites, writeForms } from './edited-writes.ts'

const operations: PublishOperation[] = [
  { op: 'comment', number: 7, body: 'Hello\n' },
  { op: 'add-labels', number: 7, labels: ['bug', 'good first issue'] },
  { op: 'close', number: 8 },
  { op: 'create-issue', title: 'A', body: '', labels: [] },
]
const forms = (): FilledPart[] =>
  writeForms(operations, ({ op }) => op)!.map((part) => ({ ...part, typed: {}, isLeftOut: false }))

test('unchanged forms say what was proposed', () => {
  expect(editedWrites(forms(), operations)).toEqual({ payload: operations, problems: {} })
})

test('changes and what is left out are sent, with their types', () => {
  const filled = forms()
  filled[1]!.typed.labels = ' wontfix \n\n'
  filled[2]!.isLeftOut = true
  expect(editedWrites(filled, operations).payload).toEqual([
    operations[0],
    { op: 'add-labels', number: 7, labels: ['wontfix'] },
    operations[3],
  ])
})

test('what is missing is said by part and field, and nothing at all is no edit', () => {
  const filled = forms()
  filled[3]!.typed.title = ''
  filled[1]!.typed.labels = ''
  expect(Object.keys(editedWrites(filled, operations).problems)).toEqual(['1.labels', '3.title'])
  const none = forms().map((part) => ({ ...part, isLeftOut: true }))
  expect(editedWrites(none, operations).problem).toContain('reject')
})

test('what is no known write has no form', () => {
  expect(writeForms([{ op: 'merge', number: 1 }], () => '')).toBeUndefined()
  expect(writeForms({ op: 'close' }, () => '')).toBeUndefined()
})
