import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startWork } from './changeset.fixture.ts'
import { type Content, commit, git, makeRepository, workTreeOf } from './repository.fixture.ts'

const LINES = Array.from({ length: 60 }, (_, at) => `line ${at}`)
const text = (edits: Record<number, string> = {}) =>
  LINES.map((line, at) => `${edits[at] ?? line}\n`).join('')

async function moveOn(
  base: Record<string, Content>,
  edit: Record<string, Content>,
  upstream: Record<string, Content>,
) {
  const source = makeRepository(base)
  const work = await startWork(source)
  const draft = await work.collectChange(edit)
  const headSha = commit(source, upstream, 'Upstream')
  const bundle = work.bundleOf(draft)
  return { source, work, draft, bundle, headSha, result: await work.rebase(bundle) }
}

function rebased(result: Awaited<ReturnType<typeof moveOn>>['result']) {
  if (result.status !== 'rebased') throw new Error(`Conflict in ${result.paths.join(', ')}.`)
  return result.draft
}

describe('a change that still fits', () => {
  test('has the same patch id when upstream changed something else, and applies to the new head', async () => {
    const { source, work, draft, headSha, bundle, result } = await moveOn(
      { a: text(), b: 'x\n' },
      { a: text({ 10: 'mine' }), 'new/file': 'mine\n', b: { executable: 'x\n' } },
      { a: text({ 50: 'theirs', 0: 'theirs\ntoo' }), c: 'theirs\n' },
    )
    const carried = rebased(result)

    expect(carried).toMatchObject({ baseSha: headSha, branch: draft.branch, message: draft.message })
    expect(carried.patchId).toBe(draft.patchId)
    expect(carried.bundle.hash).not.toBe(draft.bundle.hash)
    expect(await work.apply(bundle)).toEqual({ status: 'base-moved', headSha })
    expect(await work.apply(work.bundleOf(carried))).toMatchObject({ status: 'applied' })
    expect(git(source, 'show', `${draft.branch}:a`)).toBe(
      text({ 0: 'theirs\ntoo', 10: 'mine', 50: 'theirs' }).trimEnd(),
    )
    expect(git(source, 'diff', '--name-only', 'main', draft.branch)).toBe('a\nb\nnew/file')
  })

  test('leaves its result in the work tree of the new workspace', async () => {
    const { work, result } = await moveOn(
      { a: text(), d: 'x\n' },
      { a: text({ 10: 'mine' }), d: null },
      { c: 'new\n' },
    )
    const carried = rebased(result)
    const workspace = await work.git.openWorkspace(join(work.data, 'rebased'))

    expect([...workTreeOf(workspace.workDirectory).keys()]).toEqual(['a', 'c'])
    expect(readFileSync(join(workspace.workDirectory, 'a')).toString()).toBe(text({ 10: 'mine' }))
    const { runId, repoId, message, time } = work.bundleOf(carried)
    const again = await workspace.collect({ runId, repoId, message, time, artifacts: work.artifacts })
    expect(again?.bundle.hash).toBe(carried.bundle.hash)
  })

  test('has another patch id, and an interdiff, when upstream changed lines beside it', async () => {
    const { work, draft, result } = await moveOn(
      { a: text() },
      { a: text({ 10: 'mine' }) },
      { a: text({ 12: 'theirs' }) },
    )
    const carried = rebased(result)
    const interdiff = await work.git.interdiff(work.patchOf(draft), work.patchOf(carried))

    expect(carried.patchId).not.toBe(draft.patchId)
    const changed = Buffer.from(interdiff)
      .toString()
      .split('\n')
      .filter((line) => /^[-+] /.test(line))
    expect(changed).toEqual(['- line 12', '+ theirs'])
  })

  test('has an empty interdiff when only its place changed', async () => {
    const { work, draft, result } = await moveOn(
      { a: text() },
      { a: text({ 50: 'mine' }) },
      { a: text({ 0: 'theirs\nand\nmore' }) },
    )
    const interdiff = await work.git.interdiff(work.patchOf(draft), work.patchOf(rebased(result)))
    expect(work.patchOf(draft)).not.toEqual(work.patchOf(rebased(result)))
    expect(interdiff).toHaveLength(0)
  })

  test('has an interdiff that shows a text after a lone carriage return', async () => {
    const work = await startWork(makeRepository({ a: 'x\n' }))
    const harmless = work.patchOf(await work.collectChange({ a: 'x\r@@ harmless\n' }))
    const harmful = work.patchOf(await work.collectChange({ a: 'x\r@@ harmful\n' }))
    expect(Buffer.from(await work.git.interdiff(harmless, harmful)).toString()).toContain('harmful')
  })

  test('follows a file that upstream renamed', async () => {
    const { work, result } = await moveOn(
      { 'old.txt': text() },
      { 'old.txt': text({ 10: 'mine' }) },
      { 'old.txt': null, 'new.txt': text() },
    )
    expect(work.bundleOf(rebased(result)).entries.map(({ path }) => path)).toEqual(['new.txt'])
  })

  test('is carried over from a base that no branch reaches any more', async () => {
    const source = makeRepository({ a: text() })
    const work = await startWork(source)
    const draft = await work.collectChange({ a: text({ 10: 'mine' }) })
    git(source, 'commit', '--quiet', '--amend', '-m', 'Amended')
    git(source, 'reflog', 'expire', '--expire=now', '--all')

    const carried = rebased(await work.rebase(work.bundleOf(draft)))
    expect(carried.baseSha).toBe(git(source, 'rev-parse', 'HEAD'))
    expect(carried.patchId).toBe(draft.patchId)
  })

  test('gives the same bundle each time', async () => {
    const { work, bundle, result } = await moveOn({ a: text() }, { a: text({ 10: 'mine' }) }, { b: 'x\n' })
    const again = rebased(await work.rebase(bundle))
    expect(again.bundle.hash).toBe(rebased(result).bundle.hash)
  })

  test('keeps line ends that break the rules of their repository', async () => {
    const { work, draft, result } = await moveOn(
      { '.gitattributes': '* -text\n', a: 'x\r\n', b: 'x\r\n' },
      { c: 'mine\n' },
      { '.gitattributes': '* text\n', b: 'y\n' },
    )
    expect(work.bundleOf(rebased(result)).entries).toEqual(work.bundleOf(draft).entries)
  })
})

describe('a change that no longer fits', () => {
  const cases: Record<string, [Parameters<typeof moveOn>, string[]]> = {
    'names the file where both changed the same line': [
      [{ a: text(), b: 'x\n' }, { a: text({ 5: 'mine' }), b: 'y\n' }, { a: text({ 5: 'theirs' }) }],
      ['a'],
    ],
    'names a file that upstream deleted': [[{ a: 'x\n', b: '1' }, { a: 'y\n' }, { a: null }], ['a']],
    'names a binary file that both changed': [
      [{ a: Buffer.of(0, 1) }, { a: Buffer.of(0, 2) }, { a: Buffer.of(0, 3) }],
      ['a'],
    ],
    'names a file that both added': [[{ b: '1' }, { 'dir/ü': 'mine\n' }, { 'dir/ü': 'theirs\n' }], ['dir/ü']],
    'names nothing when upstream holds it already': [[{ a: 'x\n' }, { a: 'y\n' }, { a: 'y\n' }], []],
  }

  test.each(Object.entries(cases))('%s', async (_, [change, paths]) => {
    const { result, headSha } = await moveOn(...change)
    expect(result).toEqual({ status: 'conflict', paths, headSha })
  })

  test('names every file when its base is gone from the target', async () => {
    const source = makeRepository({ a: 'x\n' })
    const work = await startWork(source)
    const draft = await work.collectChange({ a: 'y\n', b: 'z\n' })
    git(source, 'commit', '--quiet', '--amend', '-m', 'Amended')
    git(source, 'reflog', 'expire', '--expire=now', '--all')
    git(source, 'gc', '--quiet', '--prune=now')

    const headSha = git(source, 'rev-parse', 'HEAD')
    const result = await work.rebase(work.bundleOf(draft))
    expect(result).toEqual({ status: 'conflict', paths: ['a', 'b'], headSha })
  })
})
