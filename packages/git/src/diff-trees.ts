import type { FileMode } from '@pm-bot/domain'
import { splitAtNull } from './null-separated.ts'
import type { RunGit } from './run-git.ts'

/** How one path differs between two trees, before any rename is guessed. */
export interface TreeChange {
  path: Buffer
  /** Null where the path does not exist. */
  oldMode: FileMode | null
  mode: FileMode | null
  oldId: string
  id: string
}

export interface Trees {
  gitDir: string
  from: string
  to: string
  env?: Record<string, string>
}

/** `none`, or else `.gitmodules` could hide that a submodule was moved. */
export const PLAIN_DIFF = ['-r', '--no-ext-diff', '--no-textconv', '--ignore-submodules=none'] as const

export async function diffTrees(
  runGit: RunGit,
  { gitDir, from, to, env = {} }: Trees,
): Promise<TreeChange[]> {
  const args = ['diff-tree', ...PLAIN_DIFF, '-z', '--raw', '--no-abbrev', '--no-renames', from, to] as const
  const fields = splitAtNull((await runGit({ gitDir, args, env })).stdout)
  return Array.from({ length: fields.length / 2 }, (_, at) => {
    const [oldMode, mode, oldId, id] = fields[2 * at]!.toString().slice(1).split(' ')
    return {
      path: fields[2 * at + 1]!,
      oldMode: fileMode(oldMode!),
      mode: fileMode(mode!),
      oldId: oldId!,
      id: id!,
    }
  })
}

/** Old repositories hold modes such as 100664, which git reads as one of these. */
export function fileMode(mode: string): FileMode | null {
  const bits = Number.parseInt(mode, 8)
  if (bits === 0) return null
  if ((bits & 0o170000) === 0o160000) return '160000'
  if ((bits & 0o170000) === 0o120000) return '120000'
  return (bits & 0o100) === 0 ? '100644' : '100755'
}
