import { Compile, type XSchema } from 'typebox/schema'
import { describe, expect, test } from 'vitest'
import { GRAPH_IDS, graphDescriptors, isGraphId } from './graphs.ts'

test('every graph has a descriptor with a schema that a form can be made of', () => {
  expect(graphDescriptors.map((descriptor) => descriptor.graphId)).toEqual(GRAPH_IDS)
  for (const { title, description, specSchema } of graphDescriptors) {
    expect([title, description]).not.toContain('')
    expect(specSchema).toMatchObject({ type: 'object', additionalProperties: false })
    for (const field of Object.values((specSchema as { properties: object }).properties)) {
      expect(field).toMatchObject({ title: expect.any(String), description: expect.any(String) })
    }
  }
  expect(isGraphId('run_command/v1')).toBe(true)
  expect(isGraphId('constructor')).toBe(false)
})

describe('the spec of run_command/v1', () => {
  const validator = Compile(graphDescriptors[0]!.specSchema as XSchema)

  test.each([
    [{ command: ['make'] }],
    [{ command: ['git', 'commit', '-m', ''], timeoutSeconds: 82_800, message: 'Why' }],
    [{ command: Array(100).fill('x'.repeat(4096)), timeoutSeconds: 1 }],
  ])('takes %j', (spec) => expect(validator.Check(spec)).toBe(true))

  test.each([
    [{}],
    [null],
    [{ command: 'make' }],
    [{ command: [] }],
    [{ command: ['', 'x'] }],
    [{ command: ['make', 7] }],
    [{ command: ['make', 'a\u0000b'] }],
    [{ command: ['\u0000'] }],
    [{ command: Array(101).fill('x') }],
    [{ command: ['x'.repeat(4097)] }],
    [{ command: ['make'], timeoutSeconds: 0 }],
    [{ command: ['make'], timeoutSeconds: 1.5 }],
    [{ command: ['make'], timeoutSeconds: 82_801 }],
    [{ command: ['make'], message: 'x'.repeat(2001) }],
    [{ command: ['make'], shell: true }],
  ])('refuses %j', (spec) => expect(validator.Check(spec)).toBe(false))
})

describe('the spec of cli_agent/v1', () => {
  const { specSchema } = graphDescriptors.find(({ graphId }) => graphId === 'cli_agent/v1')!
  const validator = Compile(specSchema as XSchema)

  test.each([
    [{ agent: 'codex' }],
    [{ agent: 'claude-code', command: ['claude', '-p', '{prompt}'], network: false, timeoutSeconds: 60 }],
    [{ agent: 'custom', command: ['my-agent', '--goal={prompt}'] }],
  ])('takes %j', (spec) => expect(validator.Check(spec)).toBe(true))

  test.each([
    [{}],
    [{ agent: 'other' }],
    [{ agent: 'custom' }],
    [{ agent: 'custom', command: ['my-agent'] }],
    [{ agent: 'custom', command: ['my-agent', 'no place for the goal'] }],
    [{ agent: 'custom', command: ['', '{prompt}'] }],
    [{ agent: 'codex', env: { TOKEN: 'x' } }],
  ])('refuses %j', (spec) => expect(validator.Check(spec)).toBe(false))
})
