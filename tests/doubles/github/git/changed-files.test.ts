import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { changedFiles } from './changed-files.ts'
import { createBare } from './create-bare.ts'
import { importCommits } from './import-commits.ts'

test('files are told as a pull request shows them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'github-double-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = await createBare(folder, 'a.git', 'main')
  const long = Array.from({ length: 50 }, (_, at) => `${at}\n`).join('')
  const commit = { ref: 'refs/heads/main', message: 'x', author: 'acme', at: 0 }
  const [base = '', head = ''] = await importCommits(path, [
    { ...commit, files: { 'a.txt': 'a\nb\n', 'ü b.txt': 'x\n', old: long, bin: '\0a' } },
    {
      ...commit,
      from: ':1',
      files: { 'a.txt': 'a\nb\nc\n', 'ü b.txt': null, old: null, new: long, empty: '', bin: '\0b' },
    },
  ])
  const files = await changedFiles(path, base, head)
  expect(files.map(({ sha, ...file }) => file)).toEqual([
    {
      filename: 'a.txt',
      status: 'modified',
      previousFilename: null,
      additions: 1,
      deletions: 0,
      patch: '@@ -1,2 +1,3 @@\n a\n b\n+c',
    },
    {
      filename: 'bin',
      status: 'modified',
      previousFilename: null,
      additions: 0,
      deletions: 0,
      patch: undefined,
    },
    {
      filename: 'empty',
      status: 'added',
      previousFilename: null,
      additions: 0,
      deletions: 0,
      patch: undefined,
    },
    {
      filename: 'new',
      status: 'renamed',
      previousFilename: 'old',
      additions: 0,
      deletions: 0,
      patch: undefined,
    },
    {
      filename: 'ü b.txt',
      status: 'removed',
      previousFilename: null,
      additions: 0,
      deletions: 1,
      patch: '@@ -1 +0,0 @@\n-x',
    },
  ])
  expect(files.filter(({ sha }) => sha === null)).toHaveLength(1)
})
