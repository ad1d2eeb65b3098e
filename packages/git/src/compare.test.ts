import { expect, test } from 'vitest'
import { RUN, startWork } from './changeset.fixture.ts'
import { change, makeRepository } from './repository.fixture.ts'

const FILES = { a: 'one\ntwo\n', gone: 'x\n', link: { link: 'a' } }

async function twoChanges() {
  const work = await startWork(makeRepository(FILES))
  const before = work.bundleOf(await work.collectChange({ a: 'one\n2\n', gone: null, fresh: 'new\n' }))
  const after = work.bundleOf(
    await work.collectChange({ a: 'one\n2\nthree\n', gone: 'x\n', fresh: null, tool: { executable: 'x\n' } }),
  )
  const readBlob = (hash: string) => work.artifacts.readBlob(RUN, hash)
  return { work, before, after, readBlob }
}

test('two changes of one base are compared by what they make of it', async () => {
  const { work, before, after, readBlob } = await twoChanges()
  // Whatever lies in the work tree by now has no say.
  change(work.workspace.workDirectory, { a: 'else\n', stray: 'x' })
  const patch = Buffer.from(await work.workspace.compare({ before, after, readBlob })).toString()
  const heads = patch.split('\n').filter((line) => /^(?:diff|new file|deleted file)/.test(line))
  expect(heads).toEqual([
    'diff --git a/a b/a',
    'diff --git a/fresh b/fresh',
    'deleted file mode 100644',
    'diff --git a/gone b/gone',
    'new file mode 100644',
    'diff --git a/tool b/tool',
    'new file mode 100755',
  ])
  expect(patch).toContain('@@ -1,2 +1,3 @@\n one\n 2\n+three\n')
})

test('equal changes do not differ', async () => {
  const { work, before, readBlob } = await twoChanges()
  expect(await work.workspace.compare({ before, after: before, readBlob })).toHaveLength(0)
})

test('changes of another base are not compared', async () => {
  const { work, before, after, readBlob } = await twoChanges()
  const elsewhere = { ...before, baseSha: 'b'.repeat(40) }
  await expect(work.workspace.compare({ before: elsewhere, after, readBlob })).rejects.toThrow(
    'cannot be compared',
  )
})
