import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ArtifactCorruptError, type ChangesetBundle, NotARepositoryError, sha256Hex } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { BRANCH, RUN, startWork } from './changeset.fixture.ts'
import { InvalidBundleError } from './check-bundle.ts'
import {
  change,
  commit,
  filesBelow,
  git,
  makeRepository,
  repositoryState,
  temporaryDirectory,
} from './repository.fixture.ts'

const REF_FILE = `.git/${BRANCH}`

async function prepare(
  files: Record<string, string> = { a: 'x\n' },
  edit: Record<string, string> = { a: 'y\n' },
) {
  const source = makeRepository(files)
  const work = await startWork(source)
  return { source, work, bundle: work.bundleOf(await work.collectChange(edit)) }
}

describe('an applied changeset', () => {
  test('is one commit on its base, by its author, at its time, with its message to the byte', async () => {
    const source = makeRepository({ a: 'x\n' })
    const work = await startWork(source)
    await work.collectChange({ a: 'y\n' })
    const message = '  # not a comment\n\nÜber “all”\r\n\n\n'
    const draft = (await work.collect(message))!

    const result = await work.apply(work.bundleOf(draft))

    const tree = git(source, 'rev-parse', `${BRANCH}^{tree}`)
    const sha = git(source, 'rev-parse', BRANCH)
    const signature = 'pm-bot <pm-bot@localhost> 1750000000 +0000'
    const head = `tree ${tree}\nparent ${draft.baseSha}\nauthor ${signature}\ncommitter ${signature}\n\n${message}`
    expect(result).toEqual({ status: 'applied', commitSha: sha, adopted: false })
    expect(sha256Hex(commitBytes(source, sha))).toBe(sha256Hex(head))
  })

  test('has the same commit id wherever it is applied', async () => {
    const { source, work, bundle } = await prepare()
    const copy = join(temporaryDirectory(), 'copy')
    git(source, 'clone', '--quiet', '.', copy)
    git(copy, 'config', 'i18n.commitEncoding', 'latin1')

    const [here, there] = [await work.apply(bundle), await work.apply(bundle, copy)]
    expect(here).toEqual(there)
  })

  test('leaves everything else of the target as it was: checkout, index, head, logs, config', async () => {
    const { source, work, bundle } = await prepare()
    change(source, { a: 'my own edit', new: 'untracked' })
    git(source, 'add', 'new')
    git(source, 'branch', 'other')
    git(source, 'pack-refs', '--all')
    git(source, 'config', 'core.logAllRefUpdates', 'always')
    git(source, 'config', 'core.splitIndex', 'true')
    git(source, 'config', 'core.sparseCheckout', 'true')
    const before = repositoryState(source)

    expect(await work.apply(bundle)).toMatchObject({ status: 'applied' })

    const after = repositoryState(source)
    expect([...after.keys()].filter((path) => !before.has(path))).toEqual([REF_FILE])
    after.delete(REF_FILE)
    expect(after).toEqual(before)
    expect(git(source, 'fsck', '--strict', '--no-dangling')).toBe('')
  })

  test('is found again when it is applied again, even if the head moved in between', async () => {
    const { source, work, bundle } = await prepare()
    const first = await work.apply(bundle)
    expect(await work.apply(bundle)).toEqual({ ...first, adopted: true })

    commit(source, { b: 'moved\n' })
    expect(await work.apply(bundle)).toEqual({ ...first, adopted: true })
  })

  test('is written once by attempts at the same time', async () => {
    const { work, bundle } = await prepare()
    const results = await Promise.all([work.apply(bundle), work.apply(bundle), work.apply(bundle)])

    expect(results.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied'])
    expect(results.filter((result) => result.status === 'applied' && !result.adopted)).toHaveLength(1)
  })
})

describe('nothing at all is written', () => {
  test('when the head moved', async () => {
    const { source, work, bundle } = await prepare()
    const headSha = commit(source, { b: 'moved\n' })
    const before = filesBelow(source)

    expect(await work.apply(bundle)).toEqual({ status: 'base-moved', headSha })
    expect(filesBelow(source)).toEqual(before)
  })

  test('when another branch was checked out', async () => {
    const { source, work, bundle } = await prepare()
    git(source, 'checkout', '--quiet', '-b', 'older', 'HEAD~1')
    expect(await work.apply(bundle)).toEqual({
      status: 'base-moved',
      headSha: git(source, 'rev-parse', 'older'),
    })
  })

  const taken: Record<string, [branch: string, prepareBranch: (source: string) => void]> = {
    'the name of the branch': [BRANCH, (source) => git(source, 'update-ref', BRANCH, 'HEAD')],
    'the name, packed': [
      BRANCH,
      (source) => {
        git(source, 'update-ref', BRANCH, 'HEAD')
        git(source, 'pack-refs', '--all')
      },
    ],
    'a branch that its name would lie below': [
      'refs/heads/pm-bot',
      (source) => git(source, 'update-ref', 'refs/heads/pm-bot', 'HEAD'),
    ],
    'a branch below its name': [`${BRANCH}/x`, (source) => git(source, 'update-ref', `${BRANCH}/x`, 'HEAD')],
  }

  test.each(Object.entries(taken))('when somebody has %s', async (_, [branch, prepareBranch]) => {
    const { source, work, bundle } = await prepare()
    prepareBranch(source)
    const before = filesBelow(source)

    const sha = git(source, 'rev-parse', 'HEAD')
    expect(await work.apply(bundle)).toEqual({ status: 'branch-taken', branch, sha })
    expect(filesBelow(source)).toEqual(before)
  })

  test('when the name is a symbolic ref that leads nowhere', async () => {
    const { source, work, bundle } = await prepare()
    git(source, 'symbolic-ref', BRANCH, 'refs/heads/nowhere')
    const before = filesBelow(source)

    expect(await work.apply(bundle)).toMatchObject({ status: 'branch-taken', branch: BRANCH })
    expect(filesBelow(source)).toEqual(before)
  })

  test('when the branch stands on a history that no longer has the base', async () => {
    const { work, bundle } = await prepare()
    const other = makeRepository({ other: 'x' })
    git(other, 'update-ref', BRANCH, 'HEAD')
    const sha = git(other, 'rev-parse', 'HEAD')

    expect(await work.apply(bundle, other)).toEqual({ status: 'branch-taken', branch: BRANCH, sha })
  })

  test('when a content was altered, or is missing', async () => {
    const { source, work, bundle } = await prepare()
    const before = filesBelow(source)
    work.artifacts.contents.set(sha256Hex('y\n'), Buffer.from('evil\n'))
    await expect(work.apply(bundle)).rejects.toThrow(ArtifactCorruptError)
    work.artifacts.contents.delete(sha256Hex('y\n'))
    await expect(work.apply(bundle)).rejects.toThrow(ArtifactCorruptError)

    expect(filesBelow(source)).toEqual(before)
  })

  test('when the target is no repository', async () => {
    const { work, bundle } = await prepare()
    await expect(work.apply(bundle, temporaryDirectory())).rejects.toThrow(NotARepositoryError)
  })
})

describe('whether it may still write', () => {
  test('is asked once, with everything but the branch in place, and the answer waited for', async () => {
    const { source, work, bundle } = await prepare()
    const seen: string[] = []
    const mayWrite = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      seen.push(git(source, 'for-each-ref', '--format=%(refname)', 'refs/heads/pm-bot'))
    }

    expect(await work.apply(bundle, source, mayWrite)).toMatchObject({ status: 'applied', adopted: false })
    expect(seen).toEqual([''])
  })

  test('decides: a refusal is passed on, and no branch appears', async () => {
    const { source, work, bundle } = await prepare()
    const before = repositoryState(source)
    const refuse = async () => Promise.reject(new Error('taken over'))

    await expect(work.apply(bundle, source, refuse)).rejects.toThrow('taken over')
    expect(repositoryState(source)).toEqual(before)
  })

  test('is not asked where nothing is written', async () => {
    const { source, work, bundle } = await prepare()
    const refuse = async () => Promise.reject(new Error('taken over'))
    const first = await work.apply(bundle)
    expect(await work.apply(bundle, source, refuse)).toEqual({ ...first, adopted: true })

    git(source, 'update-ref', '-d', BRANCH)
    const headSha = commit(source, { b: 'moved\n' })
    expect(await work.apply(bundle, source, refuse)).toEqual({ status: 'base-moved', headSha })
  })
})

describe('no branch is made from a bundle that does not fit its base:', () => {
  const hash = sha256Hex('y\n')
  const cases: Record<string, ChangesetBundle['entries']> = {
    'a deletion of what is not there': [{ path: 'gone', deleted: true }],
    'a content that is there already': [{ path: 'same', mode: '100644', hash }],
    'a file where a directory is': [{ path: 'dir', mode: '100644', hash }],
    'a file below a file': [{ path: 'a/b', mode: '100644', hash }],
    'a disguised git directory': [{ path: '.g\u200cit/config', mode: '100644', hash }],
    'a .gitmodules that is a link': [{ path: '.gitmodules', mode: '120000', hash }],
  }

  test.each(Object.entries(cases))('%s', async (_, entries) => {
    const { source, work, bundle } = await prepare({ a: 'x\n', same: 'y\n', 'dir/file': 'z\n' })
    const before = repositoryState(source)

    await expect(work.apply({ ...bundle, entries })).rejects.toThrow()
    expect(repositoryState(source)).toEqual(before)
  })

  test('and the sentence names the path', async () => {
    const { work, bundle } = await prepare()
    const refused = work.apply({ ...bundle, entries: [{ path: 'gone', deleted: true }] })
    await expect(refused).rejects.toThrow(InvalidBundleError)
    await expect(refused).rejects.toThrow(/“gone”/)
  })
})

test('a lock that somebody holds is an error to try again after, not an answer', async () => {
  const { source, work, bundle } = await prepare()
  mkdirSync(join(source, '.git/refs/heads/pm-bot'))
  writeFileSync(join(source, `${REF_FILE}.lock`), '')

  await expect(work.apply(bundle)).rejects.toThrow(/update-ref.*File exists/)
  expect(readdirSync(join(source, '.git/refs/heads/pm-bot'))).toEqual([`${RUN}.lock`])
})

function commitBytes(source: string, sha: string): Buffer {
  const { execFileSync } = process.getBuiltinModule('node:child_process')
  return execFileSync('git', ['cat-file', 'commit', sha], { cwd: source })
}
