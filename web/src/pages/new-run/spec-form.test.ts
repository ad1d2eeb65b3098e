import { describe, expect, test } from 'vitest'
import { specFields } from './spec-fields.ts'
import { specOf } from './spec-of.ts'

const schema = {
  type: 'object',
  properties: {
    note: { type: 'string', maxLength: 5 },
    argv: { type: 'array', items: { type: 'string' }, minItems: 1, title: 'Command' },
    timeoutSeconds: { type: 'integer', minimum: 1, maximum: 600, default: 300 },
    level: { enum: ['low', 'high'], type: 'string', default: 'low' },
    keepLog: { type: 'boolean', default: true },
    env: { type: 'object', additionalProperties: { type: 'string' } },
    checks: { type: 'array', maxItems: 2, items: { type: 'array', items: { type: 'string' } } },
  },
  required: ['argv'],
}
const fields = specFields(schema)

describe('specFields', () => {
  test('reads kinds, labels and defaults, the required first', () => {
    expect(fields.map(({ name, kind, label, initial }) => [name, kind, label, initial])).toEqual([
      ['argv', 'list', 'Command', []],
      ['note', 'text', 'Note', ''],
      ['timeoutSeconds', 'integer', 'Timeout seconds', '300'],
      ['level', 'choice', 'Level', 'low'],
      ['keepLog', 'boolean', 'Keep log', true],
      ['env', 'json', 'Env', ''],
      ['checks', 'json', 'Checks', ''],
    ])
  })

  test('makes nothing of what is not an object', () => {
    expect(specFields(null)).toEqual([])
    expect(specFields({ type: 'object' })).toEqual([])
  })
})

describe('specOf', () => {
  test('gives values their types and leaves out what is empty', () => {
    expect(specOf(fields, { argv: ['npm', 'test'], note: ' ' })).toEqual({
      spec: { argv: ['npm', 'test'], timeoutSeconds: 300, level: 'low', keepLog: true },
      problems: {},
    })
  })

  test('takes commands line by line', () => {
    const typed = { argv: ['x'], checks: `npm test\ngrep 'a b' c` }
    expect(specOf(fields, typed).spec.checks).toEqual([
      ['npm', 'test'],
      ['grep', 'a b', 'c'],
    ])
    expect(specOf(fields, { argv: ['x'], checks: 'a\nb\nc' }).problems).toEqual({
      checks: 'Checks takes at most 2 lines.',
    })
  })

  test('says what is wrong, by field', () => {
    const { problems } = specOf(fields, { note: 'too long', timeoutSeconds: '1.5', env: '{' })
    expect(problems).toMatchObject({
      argv: 'Command is required.',
      note: 'Note takes at most 5 characters.',
      timeoutSeconds: 'Timeout seconds must be a whole number.',
    })
    expect(problems.env).toContain('is not JSON')
    expect(specOf(fields, { argv: ['x'], timeoutSeconds: '601' }).problems).toEqual({
      timeoutSeconds: 'Timeout seconds must be at most 600.',
    })
  })
})
