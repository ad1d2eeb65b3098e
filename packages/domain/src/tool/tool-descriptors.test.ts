import { describe, expect, test } from 'vitest'
import type { Json } from '../values/canonical-json.ts'
import { schemaMisfit } from '../values/schema-misfit.ts'
import { toolDescriptors } from './tool-descriptors.ts'
import { TOOL_NAMES, type ToolName } from './tools.ts'

test('every tool says what it is, for whom, and takes nothing but what it names', () => {
  expect(Object.keys(toolDescriptors)).toEqual([...TOOL_NAMES])
  for (const { name, title, description, argsSchema } of Object.values(toolDescriptors)) {
    expect(`${title} ${description}`, name).toMatch(/^[A-Z].{10,400}\.$/)
    expect(argsSchema, name).toMatchObject({ type: 'object', additionalProperties: false })
    expect(schemaMisfit(argsSchema, { surprise: 1 }), name).not.toBeNull()
  }
})

describe('arguments', () => {
  const fit: [ToolName, Json][] = [
    ['read_file', { path: 'src/a b.ts', fromLine: 1, lines: 2000 }],
    ['list_files', {}],
    ['search_files', { query: 'x', regex: true, ignoreCase: false, path: 'src' }],
    ['write_file', { path: 'a', content: '' }],
    ['edit_file', { path: 'a', edits: [{ old: 'x', new: '', all: true }] }],
    ['run', { argv: ['echo', ''], network: true, timeoutSeconds: 3600 }],
    ['git_log', { most: 1 }],
    ['read_issue', { number: 1 }],
  ]
  test.each(fit)('of %s that fit: %j', (tool, args) => {
    expect(schemaMisfit(toolDescriptors[tool].argsSchema, args)).toBeNull()
  })

  const unfit: [ToolName, Json][] = [
    ['read_file', {}],
    ['read_file', { path: '' }],
    ['read_file', { path: 'a\u0000b' }],
    ['read_file', { path: 'a\nb' }],
    ['read_file', { path: 'a', fromLine: 0 }],
    ['write_file', { path: 'a' }],
    ['edit_file', { path: 'a', edits: [] }],
    ['edit_file', { path: 'a', edits: [{ old: '', new: 'x' }] }],
    ['run', { argv: [] }],
    ['run', { argv: ['', 'x'] }],
    ['run', { argv: 'rm -rf /' }],
    ['run', { argv: ['x'], shell: true }],
    ['run', { argv: ['x'], env: { A: 'b' } }],
    ['run', { argv: ['x'], network: 'true' }],
    ['read_issue', { number: '1' }],
    ['git_status', { path: 'a' }],
  ]
  test.each(unfit)('of %s that do not: %j', (tool, args) => {
    expect(schemaMisfit(toolDescriptors[tool].argsSchema, args)).not.toBeNull()
  })
})
