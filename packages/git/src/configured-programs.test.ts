import { join } from 'node:path'
import { expect, test } from 'vitest'
import { apply } from './apply.ts'
import { startWork } from './changeset.fixture.ts'
import { git, makeRepository, temporaryDirectory } from './repository.fixture.ts'
import { type GitCall, makeRunGit } from './run-git.ts'

const WRITING = ['hash-object', 'read-tree', 'update-index', 'write-tree', 'commit-tree', 'update-ref']

// Git before 2.54 has no such hooks, so this looks at what a newer one would be told.
test('hooks that the target configures are disabled in every call that writes there', async () => {
  const source = makeRepository({ a: 'x\n' })
  const names = ['evil', 'Odd =.name', '']
  for (const name of names) {
    git(source, 'config', `hook.${name}.command`, 'false')
    git(source, 'config', `hook.${name}.event`, 'reference-transaction')
  }
  git(source, 'config', '--add', 'hook.evil.event', 'post-index-change')
  git(source, 'config', 'hook.evil.enabled', 'true')
  const work = await startWork(source)
  const bundle = work.bundleOf(await work.collectChange({ a: 'y\n' }))

  const scratchParent = temporaryDirectory()
  const runGit = makeRunGit(scratchParent)
  const calls: GitCall[] = []
  const recording = (call: GitCall) => {
    calls.push(call)
    return runGit(call)
  }
  const readBlob = (hash: string) => work.artifacts.readBlob(bundle.runId, hash)
  await apply(recording, { target: source, bundle, readBlob, scratchParent })
  await apply(recording, { target: source, bundle, readBlob, scratchParent })

  const writing = calls.filter(({ args }) => WRITING.includes(args[0]))
  expect(new Set(writing.map(({ args }) => args[0]))).toEqual(new Set(WRITING))
  const gitDir = join(source, '.git')
  for (const { env = {} } of writing) {
    for (const name of names) {
      const { stdout } = await runGit({ gitDir, env, args: ['config', '--get', `hook.${name}.enabled`] })
      expect(stdout.toString()).toBe('false\n')
    }
  }
})
