import { chmodSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, sha256Hex } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { BRANCH, RUN, startWork } from './changeset.fixture.ts'
import { type Content, change, checkOut, git, makeRepository, workTreeOf } from './repository.fixture.ts'

const LINES = Array.from({ length: 40 }, (_, at) => `line ${at}\n`).join('')
const BINARY = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256))
const LARGE = Buffer.alloc(5 * 2 ** 20, 'pm-bot \0')

interface Case {
  base: Record<string, Content>
  edit: Record<string, Content>
  shown?: Record<string, string>
}

const CASES: Record<string, Case> = {
  'an edit': { base: { 'a.txt': 'one\n' }, edit: { 'a.txt': 'two\n' }, shown: { 'a.txt': 'modified' } },
  'a new file': { base: {}, edit: { 'deep/er/a.txt': 'one' }, shown: { 'deep/er/a.txt': 'added' } },
  'an empty file': { base: {}, edit: { empty: '' }, shown: { empty: 'added' } },
  'a deletion': { base: { 'd/a': '1', b: '2' }, edit: { 'd/a': null }, shown: { 'd/a': 'deleted' } },
  'a binary file': { base: { 'a.bin': BINARY }, edit: { 'a.bin': Buffer.from(BINARY).reverse() } },
  'a large file': { base: {}, edit: { large: LARGE } },
  'a rename with an edit': {
    base: { 'old name.txt': LINES },
    edit: { 'old name.txt': null, 'new/name.txt': `${LINES}more\n` },
    shown: { 'new/name.txt': 'renamed' },
  },
  'a mode': { base: { run: 'x' }, edit: { run: { executable: 'x' } }, shown: { run: 'modified' } },
  'a new executable': { base: {}, edit: { run: { executable: '#!/bin/sh\n' } } },
  'a new link': { base: {}, edit: { link: { link: '../somewhere/else' } } },
  'a file turned link': { base: { a: 'text\n' }, edit: { a: { link: 'b' } }, shown: { a: 'type-changed' } },
  'a link turned file': { base: { a: { link: 'b' } }, edit: { a: 'text\n' }, shown: { a: 'type-changed' } },
  'a file turned directory': { base: { a: 'x\n' }, edit: { a: null, 'a/b': 'y\n' } },
  'a directory turned file': { base: { 'a/b': 'x\n', 'a/c': 'z\n' }, edit: { a: 'y\n' } },
  'a directory turned link': { base: { 'a/b': 'x\n', 'c/b': 'z\n' }, edit: { a: { link: 'c' } } },
  'CRLF without attributes': { base: { a: 'x\r\ny\r\n' }, edit: { a: 'x\r\nz\r\n', b: 'q\r\n' } },
  'CRLF by attribute': {
    base: { '.gitattributes': '*.bat text eol=crlf\n', 'a.bat': 'x\r\n' },
    edit: { 'a.bat': 'x\r\ny\r\n', 'b.bat': 'z\r\n' },
  },
  'LF under text=auto': {
    base: { '.gitattributes': '* text=auto\n', a: 'x\n' },
    edit: { a: 'x\ny\n', b: BINARY },
  },
  'odd names': {
    base: { 'with space': '1', 'quote"and\\slash': '2', '-leading': '3' },
    edit: {
      'with space': 'one',
      'quote"and\\slash': null,
      '-leading': 'three',
      '--help': 'x',
      'new\nline\ttab': 'x',
      'ümläut 文字 🎉': 'x',
      '\u{feff}mark': 'x',
      '*.glob[a]': 'x',
      ':(top)magic': 'x',
      '.gitignored-not': 'x',
    },
  },
  'what .gitignore leaves': {
    base: { '.gitignore': 'build/\n*.log\n', 'kept.txt': 'x' },
    edit: { 'kept.txt': 'y' },
  },
}

describe.each(Object.entries(CASES))('%s', (_, { base, edit, shown }) => {
  test('arrives in the target byte for byte, and its patch says the same', async () => {
    const source = makeRepository({ 'untouched.txt': 'as it was\n', ...base })
    const work = await startWork(source)

    const draft = await work.collectChange(edit)
    const result = await work.apply(work.bundleOf(draft))

    expect(result).toMatchObject({ status: 'applied', adopted: false })
    const checkout = checkOut(source, git(source, 'rev-parse', BRANCH))
    expect(workTreeOf(checkout)).toEqual(workTreeOf(work.workspace.workDirectory))
    expect(workTreeOf(checkout)).not.toEqual(workTreeOf(source))

    const patched = checkOut(source, work.workspace.baseSha)
    writeFileSync(join(work.data, 'patch'), work.patchOf(draft))
    git(patched, 'apply', '--cached', join(work.data, 'patch'))
    expect(git(patched, 'write-tree')).toBe(git(source, 'rev-parse', `${BRANCH}^{tree}`))
    for (const [path, kind] of Object.entries(shown ?? {})) {
      expect(draft.files.find((file) => file.path === path)?.change).toBe(kind)
    }
  })
})

test('the draft describes the bundle, and the bundle is canonical', async () => {
  const work = await startWork(makeRepository({ 'a.txt': 'one\ntwo\n', 'b.bin': BINARY, 'z.txt': LINES }))

  const draft = await work.collectChange({
    'a.txt': 'one\n2\nthree\n',
    'b.bin': LARGE,
    'z.txt': null,
    'y.txt': LINES,
  })

  const bundle = work.bundleOf(draft)
  expect(bundle).toEqual({
    format: 'pm-bot-changeset/1',
    runId: RUN,
    repoId: 'repo-1',
    baseSha: work.workspace.baseSha,
    branch: BRANCH,
    message: 'Do it\n',
    author: { name: 'pm-bot', email: 'pm-bot@localhost' },
    time: 1_750_000_000,
    entries: [
      { path: 'a.txt', mode: '100644', hash: sha256Hex('one\n2\nthree\n') },
      { path: 'b.bin', mode: '100644', hash: sha256Hex(LARGE) },
      { path: 'y.txt', mode: '100644', hash: sha256Hex(LINES) },
      { path: 'z.txt', deleted: true },
    ],
  })
  expect(draft.bundle).toMatchObject({ kind: 'changeset_bundle', contentType: 'application/json' })
  expect(draft.bundle.hash).toBe(sha256Hex(canonicalJson(bundle)))
  expect(draft.patch).toMatchObject({ kind: 'patch', contentType: 'text/x-diff' })
  const modes = { oldMode: '100644', mode: '100644' }
  expect(draft.files).toEqual([
    { path: 'a.txt', change: 'modified', additions: 2, deletions: 1, binary: false, ...modes },
    { path: 'b.bin', change: 'modified', additions: 0, deletions: 0, binary: true, ...modes },
    {
      path: 'y.txt',
      oldPath: 'z.txt',
      change: 'renamed',
      additions: 0,
      deletions: 0,
      binary: false,
      ...modes,
    },
  ])
})

test('nothing is collected when nothing changed, or only what is ignored', async () => {
  const work = await startWork(makeRepository({ '.gitignore': 'build/\n', a: 'x' }))
  expect(await work.collect()).toBeNull()

  change(work.workspace.workDirectory, { 'build/out': 'x', a: 'x' })
  expect(await work.collect()).toBeNull()
})

test('collecting twice gives the same bundle; collecting after a further edit gives another', async () => {
  const work = await startWork(makeRepository({ a: 'x' }))
  const first = await work.collectChange({ a: 'y' })
  const second = await work.collectChange({})
  const third = await work.collectChange({ a: 'z' })

  expect(second.bundle.hash).toBe(first.bundle.hash)
  expect(third.bundle.hash).not.toBe(first.bundle.hash)
})

test('what the agent committed in its own git counts, an ignored file that it forced does not', async () => {
  const work = await startWork(makeRepository({ '.gitignore': 'secret\n', a: 'x' }))
  const { workDirectory } = work.workspace
  change(workDirectory, { a: 'y', secret: 's' })
  git(workDirectory, 'add', '--force', '--all')
  git(workDirectory, 'commit', '--quiet', '-m', 'Own commit')

  const draft = await work.collectChange({ b: 'z' })
  expect(work.bundleOf(draft).entries.map(({ path }) => path)).toEqual(['a', 'b'])
})

test('a change is found by content, though size and time stamp are as before', async () => {
  const work = await startWork(makeRepository({ a: 'old' }))
  const file = join(work.workspace.workDirectory, 'a')
  const { atime, mtime } = statSync(file)
  writeFileSync(file, 'new')
  utimesSync(file, atime, mtime)

  expect(work.bundleOf(await work.collectChange({})).entries).toHaveLength(1)
})

test('line ends that break the rules of their repository are left alone until somebody edits them', async () => {
  const source = makeRepository({ a: 'x\r\ny\r\n', b: 'x\r\n' })
  // Attributes were added later, and nobody renormalised.
  change(source, { '.gitattributes': '* text\n' })
  git(source, 'add', '.gitattributes')
  git(source, 'commit', '--quiet', '-m', 'Ask for LF')
  expect(git(source, 'ls-files', '--eol', 'a')).toMatch(/^i\/crlf/)

  const work = await startWork(source)
  expect(await work.collect()).toBeNull()
  const draft = await work.collectChange({ b: 'x\r\nz\r\n' })
  expect(work.bundleOf(draft).entries.map(({ path }) => path)).toEqual(['b'])
})

test('permissions that git does not know are not a change', async () => {
  const work = await startWork(makeRepository({ a: 'x' }))
  chmodSync(join(work.workspace.workDirectory, 'a'), 0o600)
  expect(await work.collect()).toBeNull()
})

test('a workspace that was opened again collects the same', async () => {
  const work = await startWork(makeRepository({ a: 'x' }))
  const draft = await work.collectChange({ a: 'y' })
  const again = await work.git.openWorkspace(work.directory)

  expect(again.baseSha).toBe(work.workspace.baseSha)
  const { runId, repoId, message, time } = work.bundleOf(draft)
  const second = await again.collect({ runId, repoId, message, time, artifacts: work.artifacts })
  expect(second?.bundle.hash).toBe(draft.bundle.hash)
})

test('a moved directory keeps its bytes', async () => {
  const work = await startWork(makeRepository({ 'd/a': LINES, 'd/b': BINARY }))
  renameSync(join(work.workspace.workDirectory, 'd'), join(work.workspace.workDirectory, 'e'))
  const draft = await work.collectChange({})

  expect(draft.files.map(({ oldPath, path, change: kind }) => [oldPath, path, kind])).toEqual([
    ['d/a', 'e/a', 'renamed'],
    ['d/b', 'e/b', 'renamed'],
  ])
  expect(readFileSync(join(work.workspace.workDirectory, 'e/a')).toString()).toBe(LINES)
})
