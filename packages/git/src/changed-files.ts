import type { ChangedFile } from '@pm-bot/domain'
import { fileMode, PLAIN_DIFF, type Trees } from './diff-trees.ts'
import { splitAtNull } from './null-separated.ts'
import type { RunGit } from './run-git.ts'

const CHANGES: Record<string, ChangedFile['change']> = {
  A: 'added',
  M: 'modified',
  D: 'deleted',
  R: 'renamed',
  T: 'type-changed',
}

/** What changed, with renames guessed, in git's order. */
export async function listChangedFiles(runGit: RunGit, { gitDir, from, to }: Trees): Promise<ChangedFile[]> {
  const args = ['diff-tree', ...PLAIN_DIFF, '-z', '--raw', '--numstat', '--find-renames', from, to] as const
  const fields = splitAtNull((await runGit({ gitDir, args })).stdout).map(String)

  // First all of `:old new id id status NUL path [NUL path]`, then `added deleted path` in the same order.
  const files: ChangedFile[] = []
  let at = 0
  while (fields[at]?.startsWith(':')) {
    const [oldMode, mode, , , status] = fields[at++]!.slice(1).split(' ')
    const change = CHANGES[status!.charAt(0)]!
    const oldPath = change === 'renamed' ? { oldPath: fields[at++]! } : {}
    files.push({
      path: fields[at++]!,
      ...oldPath,
      change,
      additions: 0,
      deletions: 0,
      binary: false,
      oldMode: fileMode(oldMode!),
      mode: fileMode(mode!),
    })
  }
  return files.map((file) => {
    const [additions, deletions] = fields[at]!.split('\t')
    at += file.change === 'renamed' ? 3 : 1
    if (additions === '-') return { ...file, binary: true }
    return { ...file, additions: Number(additions), deletions: Number(deletions) }
  })
}
