import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { diffTrees, type TreeChange } from './diff-trees.ts'
import { MAX_FILE_BYTES } from './limits.ts'
import { joinWithNull } from './null-separated.ts'
import { readLine } from './read-line.ts'
import { LONG_MS, type RunGit } from './run-git.ts'

interface Staged {
  gitDir: string
  workDirectory: string
  scratch: string
  baseTree: string
  tree: string
}

/**
 * Takes back what only git's line-end rules changed. A repository may hold CRLF where its
 * own `.gitattributes` ask for LF; staging then alters files that nobody touched. A file
 * whose bytes are those that a checkout of the base writes is as it was.
 *
 * `git` stages into the index of the change; the answer is the tree of that index.
 */
export async function restoreUntouched(git: RunGit, staged: Staged): Promise<string> {
  const { gitDir, baseTree, tree } = staged
  const changes = await diffTrees(git, { gitDir, from: baseTree, to: tree })
  const candidates = changes.filter(({ oldMode, mode }) => oldMode === mode && mode?.startsWith('100'))
  if (candidates.length === 0) return tree

  const former = await checkOutFormer(git, staged, candidates)
  const untouched: TreeChange[] = []
  for (const change of candidates) {
    if (await isSameFile(within(former, change.path), within(staged.workDirectory, change.path))) {
      untouched.push(change)
    }
  }
  if (untouched.length === 0) return tree

  const lines = untouched.map(({ oldMode, oldId, path }) =>
    Buffer.concat([Buffer.from(`${oldMode} ${oldId}\t`), path]),
  )
  await git({ args: ['update-index', '-z', '--index-info'], input: joinWithNull(lines) })
  return await readLine(git, { args: ['write-tree'] })
}

/** The base's files as a checkout writes them, by the base's attributes and nobody else's. */
async function checkOutFormer(git: RunGit, staged: Staged, changes: TreeChange[]): Promise<string> {
  const former = join(staged.scratch, 'former')
  await mkdir(former)
  const at = {
    gitDir: staged.gitDir,
    workTree: former,
    env: { GIT_INDEX_FILE: join(staged.scratch, 'former-index') },
    timeoutMs: LONG_MS,
  }
  await git({ ...at, args: ['read-tree', staged.baseTree] })
  const paths = joinWithNull(changes.map(({ path }) => path))
  await git({ ...at, args: ['checkout-index', '-z', '--stdin'], input: paths })
  return former
}

async function isSameFile(former: Buffer, present: Buffer): Promise<boolean> {
  const [{ size }, { size: presentSize }] = await Promise.all([stat(former), stat(present)])
  if (size !== presentSize || size > MAX_FILE_BYTES) return false
  return (await readFile(former)).equals(await readFile(present))
}

const within = (directory: string, path: Buffer) => Buffer.concat([Buffer.from(`${directory}/`), path])
