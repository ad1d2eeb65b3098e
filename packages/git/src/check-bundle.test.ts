import { type ChangesetBundle, sha256Hex } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { checkBundle, InvalidBundleError } from './check-bundle.ts'

const hash = sha256Hex('x')
const file = (path: string) => ({ path, mode: '100644' as const, hash })
const BUNDLE: ChangesetBundle = {
  format: 'pm-bot-changeset/1',
  runId: 'run-1',
  repoId: 'repo-1',
  baseSha: 'a'.repeat(40),
  branch: 'refs/heads/pm-bot/run-1',
  message: 'Do it',
  author: { name: 'pm-bot', email: 'pm-bot@localhost' },
  time: 1,
  entries: [file('a')],
}

const check = (change: object) => () => checkBundle({ ...BUNDLE, ...change } as ChangesetBundle)

test.each([
  [[file('a'), file('b')]],
  [[{ path: 'a', deleted: true }, file('a/b')]],
  [[{ path: 'a', mode: '160000', hash: 'b'.repeat(40) }]],
  [[file('-rf'), file('.github/x'), file('a b\n"c'), file('git')].sort((a, b) => (a.path < b.path ? -1 : 1))],
])('lets %j pass', (entries) => {
  expect(check({ entries })).not.toThrow()
})

describe('refuses the path', () => {
  test.each([
    '',
    '/etc/passwd',
    '../x',
    'a/../b',
    'a/./b',
    'a//b',
    'a/',
    '.git/config',
    'a/.GIT/hooks/x',
    '.git ',
    '.Git.',
    'GIT~1',
    'a\0b',
    'a\ud800',
  ])('%j', (path) => {
    expect(check({ entries: [file(path)] })).toThrow(InvalidBundleError)
    expect(check({ entries: [{ path, deleted: true }] })).toThrow(/is not allowed/)
  })
})

describe('refuses', () => {
  const cases: Record<string, object> = {
    'another format': { format: 'pm-bot-changeset/2' },
    'a branch of another run': { branch: 'refs/heads/pm-bot/run-2' },
    'a branch that is not ours': { branch: 'refs/heads/main' },
    'a run id with a path': { runId: '../../main', branch: 'refs/heads/pm-bot/../../main' },
    'a base that is an option': { baseSha: '--upload-pack=x' },
    'a base that is a name': { baseSha: 'main' },
    'a NUL in the message': { message: 'a\0b' },
    'an author with a line end': { author: { name: 'a\nparent x', email: 'a' } },
    'an author with an address inside': { author: { name: 'a <b>', email: 'a' } },
    'no author': { author: undefined },
    'a time before 1970': { time: -1 },
    'a broken time': { time: 1.5 },
    'no entries': { entries: [] },
    'entries that are no list': { entries: {} },
    'an unknown mode': { entries: [{ ...file('a'), mode: '040000' }] },
    'a short hash': { entries: [{ ...file('a'), hash: 'abc' }] },
    'a submodule with a content hash': { entries: [{ path: 'a', mode: '160000', hash }] },
    'a deletion with a content': { entries: [{ ...file('a'), deleted: true }] },
    'a half deletion': { entries: [{ path: 'a', deleted: false }] },
    'a path twice': { entries: [file('a'), file('a')] },
    'paths out of order': { entries: [file('b'), file('a')] },
    'a file below a file': { entries: [file('a'), file('a/b/c')] },
  }
  test.each(Object.entries(cases))('%s', (_, change) => {
    expect(check(change)).toThrow(InvalidBundleError)
  })
})
