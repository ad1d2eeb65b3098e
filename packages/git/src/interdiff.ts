import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withoutPlaces } from './patch-id.ts'
import type { RunGit } from './run-git.ts'
import { withScratch } from './scratch.ts'

interface Patches {
  before: Uint8Array
  after: Uint8Array
  scratchParent: string
}

/** Empty when both patches make the same change. */
export async function interdiff(
  runGit: RunGit,
  { before, after, scratchParent }: Patches,
): Promise<Uint8Array> {
  return await withScratch(scratchParent, async (cwd) => {
    await writeFile(join(cwd, 'before.patch'), withoutPlaces(before), 'latin1')
    await writeFile(join(cwd, 'after.patch'), withoutPlaces(after), 'latin1')
    const { stdout } = await runGit({
      cwd,
      args: [
        'diff',
        '--no-index',
        '--no-color',
        '--no-ext-diff',
        '--no-textconv',
        '--text',
        '--unified=5',
        'before.patch',
        'after.patch',
      ],
      // 1 means that they differ.
      answers: [0, 1],
    })
    return stdout
  })
}
