import { isUtf8 } from 'node:buffer'
import { type BundleEntry, UnbundleableChangeError } from '@pm-bot/domain'
import type { TreeChange } from './diff-trees.ts'
import { displayPath } from './display-path.ts'
import { MAX_ENTRIES } from './limits.ts'
import { nestedRepository } from './stage-work-tree.ts'

export type WrittenEntry = Extract<BundleEntry, { hash: string }>

export const isWritten = (entry: BundleEntry): entry is WrittenEntry => !('deleted' in entry)

/** @throws UnbundleableChangeError for what a bundle has no words for */
export function assertBundleable(changes: readonly TreeChange[]): void {
  if (changes.length > MAX_ENTRIES) {
    throw new UnbundleableChangeError(
      `${changes.length} files changed; a changeset may have ${MAX_ENTRIES}. Is a build directory missing from .gitignore?`,
    )
  }
  for (const { path, mode, oldMode } of changes) {
    if (!isUtf8(path)) {
      throw new UnbundleableChangeError(`The name of ${displayPath(path)} is not UTF-8. Rename it.`)
    }
    if (mode === '160000' && oldMode !== '160000') throw nestedRepository(path)
  }
}

export function bundleEntries(
  changes: readonly TreeChange[],
  hashes: ReadonlyMap<string, string>,
): BundleEntry[] {
  return changes
    .map(({ path, mode, id }): BundleEntry => {
      if (mode === null) return { path: path.toString(), deleted: true }
      return { path: path.toString(), mode, hash: mode === '160000' ? id : hashes.get(id)! }
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
