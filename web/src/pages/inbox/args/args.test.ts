import { toolDescriptors } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { ApiProblem } from '../../../api/api-problem.ts'
import { argFields } from './arg-fields.ts'
import { argsOf, readJson, sameJson } from './args-of.ts'
import { refusedField } from './refused-field.ts'

const schemaOf = (tool: keyof typeof toolDescriptors) => toolDescriptors[tool].argsSchema
const fieldsOf = (tool: keyof typeof toolDescriptors, args: unknown) => argFields(schemaOf(tool), args)!

describe('the form of a call', () => {
  test('has what the call names first, in controls that fit', () => {
    const fields = fieldsOf('run', { argv: ['npm', 'test'], network: true })
    expect(fields.map(({ name, control, typed, isGiven }) => [name, control, typed, isGiven])).toEqual([
      ['argv', 'words', ['npm', 'test'], true],
      ['network', 'boolean', true, true],
      ['timeoutSeconds', 'integer', '', false],
    ])
  })

  test('is not there for what the schema does not say', () => {
    expect(argFields(schemaOf('run'), { argv: ['a'], shell: true })).toBeUndefined()
    expect(argFields(undefined, { to: 'a' })).toBeUndefined()
    expect(argFields(schemaOf('run'), ['npm'])).toBeUndefined()
  })

  test.each([
    ['run', { argv: ['npm', '', "it's"], timeoutSeconds: 5, network: false }],
    ['run', { argv: ['sh', '-c', 'a\nb'] }],
    ['write_file', { path: 'a', content: '' }],
    ['write_file', { path: 'a', content: 'x\r\ny\r\n', executable: true }],
    ['write_file', { path: 'a', content: '  \n\tx' }],
    [
      'edit_file',
      {
        path: 'a',
        edits: [
          { old: 'a\n', new: '' },
          { old: 'b', new: 'c', all: false },
        ],
      },
    ],
    ['edit_file', { path: 'a', edits: [{ old: 'a\r\n', new: '' }] }],
    ['read_issue', { number: 7 }],
    ['git_status', {}],
  ] as const)('of %s gives back what was asked, with its types: %j', (tool, args) => {
    const fields = argFields(schemaOf(tool), args)
    expect(fields && argsOf(fields, {})).toEqual(tool === 'git_status' ? undefined : { args, problems: {} })
  })

  test('says what is wrong, by field, and leaves out what is optional and empty', () => {
    const fields = fieldsOf('run', { argv: ['a'], timeoutSeconds: 5 })
    expect(argsOf(fields, { timeoutSeconds: '' }).args).toEqual({ argv: ['a'] })
    expect(argsOf(fields, { argv: [], timeoutSeconds: '0' }).problems).toEqual({
      argv: 'Command needs at least 1.',
      timeoutSeconds: 'Timeout seconds must be at least 1.',
    })
    expect(argsOf(fields, { timeoutSeconds: '1.5' }).problems.timeoutSeconds).toContain('whole number')
    const edit = fieldsOf('edit_file', { path: 'a', edits: [] })
    expect(argsOf(edit, { path: '', edits: '[' }).problems).toMatchObject({
      path: 'Path is required.',
      edits: expect.stringContaining('not JSON'),
    })
    const passages = fieldsOf('edit_file', { path: 'a', edits: [{ old: 'a', new: 'b' }] })
    expect(passages[1]!.control).toBe('passages')
    expect(argsOf(passages, { edits: [] }).problems.edits).toContain('nothing is left')
    expect(argsOf(passages, { edits: [{ old: '', new: 'b' }] }).problems.edits).toContain(
      'what is to be replaced',
    )
  })
})

test('JSON is read as it is', () => {
  expect(readJson('{"a": 1}')).toEqual({ value: { a: 1 } })
  expect(readJson('{')).toHaveProperty('problem')
})

test('the same JSON is the same in any order of members, and of no other type', () => {
  expect(sameJson({ a: 1, b: [null, 'x'] }, { b: [null, 'x'], a: 1 })).toBe(true)
  expect(sameJson({ a: 1 }, { a: '1' })).toBe(false)
  expect(sameJson([1, 2], [2, 1])).toBe(false)
  expect(sameJson([], {})).toBe(false)
  expect(sameJson({ a: undefined }, {})).toBe(false)
})

test('a refusal of an edit is read by its field', () => {
  const refused = (detail: string) => refusedField(new ApiProblem(400, { detail }))
  expect(refused('the arguments of run are not as they must be: argv.0 must be string')).toEqual({
    path: 'argv.0',
    message: 'must be string',
  })
  expect(refused('the operations are not as they must be: the whole must be array')).toBeUndefined()
  expect(refused('no rule of this run allows this call of run')).toBeUndefined()
  expect(refusedField(new Error('x'))).toBeUndefined()
})
