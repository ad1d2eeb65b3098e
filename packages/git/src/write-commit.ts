import { join } from 'node:path'
import type { BundleEntry, ChangesetBundle } from '@pm-bot/domain'
import { isWritten, type WrittenEntry } from './bundle-entries.ts'
import { InvalidBundleError } from './check-bundle.ts'
import { diffTrees, type TreeChange } from './diff-trees.ts'
import { joinWithNull } from './null-separated.ts'
import { readLine } from './read-line.ts'
import { type GitCall, LONG_MS, type RunGit } from './run-git.ts'
import { writeBlobs } from './write-blobs.ts'

export interface CommitSource {
  gitDir: string
  bundle: ChangesetBundle
  readBlob: (hash: string) => Promise<Uint8Array>
  scratch: string
  /** Which hooks are off, and where objects go, if not into the repository itself. */
  env?: Record<string, string>
}

/**
 * Writes the bundle's blobs, trees and commit, through an index in the scratch directory.
 * Everything that a commit id depends on comes from the bundle, so it is the same each time.
 */
export async function writeCommit(runGit: RunGit, source: CommitSource): Promise<string> {
  const { gitDir, bundle, scratch } = source
  const env = { ...source.env, GIT_INDEX_FILE: join(scratch, 'index') }
  const git = (call: GitCall) => runGit({ gitDir, env, durable: true, timeoutMs: LONG_MS, ...call })

  const ids = await writeBlobs(git, { entries: bundle.entries, readBlob: source.readBlob, scratch })
  await git({ args: ['read-tree', bundle.baseSha] })
  const baseTree = await readLine(git, { args: ['write-tree'] })
  await git({ args: ['update-index', '-z', '--index-info'], input: indexInfo(bundle, ids) })
  const tree = await readLine(git, { args: ['write-tree'] })
  assertExactly(bundle.entries, ids, await diffTrees(git, { gitDir, from: baseTree, to: tree, env }))

  const { author, time, message, baseSha } = bundle
  const signature = (role: string) => ({
    [`GIT_${role}_NAME`]: author.name,
    [`GIT_${role}_EMAIL`]: author.email,
    [`GIT_${role}_DATE`]: `@${time} +0000`,
  })
  return await readLine(git, {
    args: ['commit-tree', '-p', baseSha, tree],
    env: { ...env, ...signature('AUTHOR'), ...signature('COMMITTER') },
    input: message,
  })
}

/** Deletions first: a directory has to go before a file can take its place. */
function indexInfo(bundle: ChangesetBundle, ids: ReadonlyMap<string, string>): Buffer {
  const nothing = '0'.repeat(bundle.baseSha.length)
  const deletions = bundle.entries.filter((entry) => !isWritten(entry))
  const writings = bundle.entries.filter(isWritten)
  return joinWithNull([
    ...deletions.map(({ path }) => `0 ${nothing}\t${path}`),
    ...writings.map((entry) => `${entry.mode} ${idOf(entry, ids)}\t${entry.path}`),
  ])
}

const idOf = (entry: WrittenEntry, ids: ReadonlyMap<string, string>) =>
  entry.mode === '160000' ? entry.hash : ids.get(entry.hash)!

/** The commit does what the bundle says, all of it and nothing else. */
function assertExactly(
  entries: readonly BundleEntry[],
  ids: ReadonlyMap<string, string>,
  changes: readonly TreeChange[],
): void {
  const said = new Map(
    entries.map((entry) => [entry.path, isWritten(entry) ? `${entry.mode} ${idOf(entry, ids)}` : 'deleted']),
  )
  const done = new Map(
    changes.map(({ path, mode, id }) => [path.toString(), mode === null ? 'deleted' : `${mode} ${id}`]),
  )
  for (const path of new Set([...said.keys(), ...done.keys()])) {
    if (said.get(path) === done.get(path)) continue
    throw new InvalidBundleError(
      `The changeset's bundle was refused: on its base it does not do to “${path}” what it says.`,
    )
  }
}
