import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Json, ToolName } from '@pm-bot/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stateOf, toolBench } from './tool-bench.fixture.ts'
import { ToolError } from './tool-performer.ts'

const HOSTILE = [
  '',
  '/',
  '..',
  '../outside/secret',
  'd/../../outside/secret',
  'd/..',
  '/etc/passwd',
  '~/.ssh/id_rsa',
  'C:\\Windows',
  'C:/Windows',
  '.git/config',
  '.GIT/config',
  '.git./config',
  '.git /config',
  'GIT~1/config',
  '.g\u200cit/config',
  'd/.git/hooks/pre-commit',
  'a\u0000b',
  'a\nb',
  'a\u001b[31m',
  'a\u0085',
  '\ud800',
  'out/secret',
  'out',
  'up/outside/secret',
  'abs/secret',
  'x'.repeat(5000),
  `${'d/'.repeat(2500)}x`,
] as const

/** Everything that takes a path, with one. */
const calls: Record<string, (path: string) => [ToolName, Json]> = {
  read: (path) => ['read_file', { path }],
  list: (path) => ['list_files', { path, depth: 10 }],
  write: (path) => ['write_file', { path, content: 'written', executable: true }],
  edit: (path) => ['edit_file', { path, edits: [{ old: 'secret', new: 'edited', all: true }] }],
}

function setUp() {
  const bench = toolBench({ 'd/a': 'x', b: 'secret of the clone' })
  symlinkSync(bench.outside, join(bench.workDirectory, 'abs'))
  symlinkSync('../outside', join(bench.workDirectory, 'out'))
  symlinkSync('..', join(bench.workDirectory, 'up'))
  symlinkSync('../../outside', join(bench.workDirectory, 'd/out'))
  return bench
}

test.each(HOSTILE.map((path) => [JSON.stringify(path).slice(0, 60), path]))(
  '%s leads nowhere',
  async (_, path) => {
    const { refusal, root } = setUp()
    const before = stateOf(root)
    for (const [name, make] of Object.entries(calls)) {
      // Where a path names nothing, that is the top, which may be listed.
      if (name === 'list' && path === '') continue
      const [tool, args] = make(path)
      const answer = await refusal(tool, args)
      expect(answer, name).not.toMatch(/^NOT REFUSED/)
      expect(answer, name).not.toContain('secret words')
    }
    expect(stateOf(root)).toEqual(before)
  },
)

const name = fc.constantFrom(
  'a',
  'b',
  'd',
  'new',
  'out',
  'up',
  'abs',
  'work',
  'outside',
  'secret',
  'inner',
  '.',
  '..',
  '',
  '.git',
  '.Git',
  'config',
  '~',
  '\u200b',
)
const anyPath = fc.oneof(
  fc.array(name, { maxLength: 6 }).map((names) => names.join('/')),
  fc.array(name, { maxLength: 6 }).map((names) => `/${names.join('/')}`),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(...HOSTILE),
)
const anyCall = fc.tuple(fc.constantFrom(...Object.keys(calls)), anyPath)

test('whatever is called, nothing but the clone changes, its .git and its links do not, and nothing else is shown', async () => {
  const { root, workDirectory, outside, call } = setUp()
  const beyond = stateOf(outside)
  const closed = stateOf(join(workDirectory, '.git'))
  await fc.assert(
    fc.asyncProperty(fc.array(anyCall, { minLength: 1, maxLength: 8 }), async (sequence) => {
      for (const [kind, path] of sequence) {
        const [tool, args] = calls[kind]!(path)
        try {
          expect(await call(tool, args)).not.toContain('secret words')
        } catch (error) {
          if (!(error instanceof ToolError)) throw error
        }
      }
      expect(stateOf(outside)).toEqual(beyond)
      expect(stateOf(join(workDirectory, '.git'))).toEqual(closed)
      const state = stateOf(root)
      const others = Object.keys(state).filter((path) => path !== 'work' && !path.startsWith('work/'))
      expect(others).toEqual(['outside', ...Object.keys(beyond).map((path) => `outside/${path}`)])
      expect(['work/abs', 'work/out', 'work/up', 'work/d/out'].map((path) => state[path])).toEqual([
        `link ${outside}`,
        'link ../outside',
        'link ..',
        'link ../../outside',
      ])
    }),
    { numRuns: 300 },
  )
})
