import { describe, expect, test } from 'vitest'
import { createRedactor } from '../values/redact.ts'
import { checkEdit, fixedMembersOf } from './edit-message.ts'

const redactor = createRedactor(['a-very-secret-word'])
const decision = {
  type: 'decide',
  by: 'operator',
  itemId: 'i1',
  action: 'reject',
  version: 3,
  subjectHash: 'a'.repeat(64),
  reason: 'no',
}

describe('an edit of a parked message', () => {
  test('may change what the message says', () => {
    expect(() => checkEdit(decision, { ...decision, reason: 'a better reason' }, redactor)).not.toThrow()
    const note = { type: 'note', text: 'x' }
    expect(() => checkEdit(note, { text: { deep: [1] }, type: 'note' }, redactor)).not.toThrow()
  })

  test.each([
    ['type', 'cancel-run'],
    ['by', 'somebody'],
    ['itemId', 'i2'],
    ['action', 'approve'],
    ['version', 4],
    ['subjectHash', 'b'.repeat(64)],
    ['effectId', 'added'],
  ])('may not change its “%s”', (name, value) => {
    expect(() => checkEdit(decision, { ...decision, [name]: value }, redactor)).toThrow(`“${name}”`)
  })

  test('may not leave out or slip in what says where it came from', () => {
    const { by: _, ...anonymous } = decision
    expect(() => checkEdit(decision, anonymous, redactor)).toThrow('“by”')
    expect(() => checkEdit({ note: 1 }, { note: 1, type: 'decide' }, redactor)).toThrow('“type”')
  })

  test.each([
    ['outcome', { status: 'succeeded', result: { status: 'applied', commitSha: 'f'.repeat(40) } }],
    ['verb', 'run-agent'],
  ])('may not make up what came of work: its “%s”', (name, value) => {
    const outcome = { status: 'failed', error: 'the disk is full' }
    const report = { type: 'effect-finished', effectId: 'e1', verb: 'apply-changeset', outcome }
    expect(() => checkEdit(report, { ...report, [name]: value }, redactor)).toThrow(`“${name}”`)
  })

  test.each([
    ['path', '/somewhere/else'],
    ['fullName', 'some/other'],
    ['status', 'active'],
  ])('may not name a repository that nobody looked at: its “%s”', (name, value) => {
    const repo = {
      type: 'register-repo',
      by: 'operator',
      path: '/here',
      fullName: 'local/here',
      status: 'disabled',
    }
    expect(() => checkEdit(repo, { ...repo, [name]: value }, redactor)).toThrow(`“${name}”`)
  })

  test('is not of what is no object, nor longer than a message should be', () => {
    expect(() => checkEdit('text', {}, redactor)).toThrow(/not a JSON object/)
    expect(() => checkEdit({ a: 1 }, { a: 'x'.repeat(300_000) }, redactor)).toThrow(/256 kB/)
  })

  test('is refused where a secret was masked: the mask would take its place', () => {
    const body = { text: 'a-very-secret-word' }
    expect(() => checkEdit(body, redactor.json(body), redactor)).toThrow(/not shown/)
  })

  test('is told which members are fixed', () => {
    expect(fixedMembersOf(decision)).toEqual(['type', 'by', 'itemId', 'action', 'version', 'subjectHash'])
    expect(fixedMembersOf([1])).toEqual([])
  })
})
