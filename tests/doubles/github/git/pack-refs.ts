import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runGit } from './run-git.ts'

const HEADER = '# pack-refs with: peeled fully-peeled sorted\n'

/**
 * Puts many refs at once, into the one file where git packs them: a thousand, one by one, take git
 * longer than their commits.
 */
export async function packRefs(path: string, added: ReadonlyMap<string, string>): Promise<void> {
  const { stdout } = await runGit(path, ['for-each-ref', '--format=%(refname) %(objectname)'])
  const refs = new Map(
    stdout.split('\n').flatMap((line) => (line ? [line.split(' ') as [string, string]] : [])),
  )
  for (const [ref, sha] of added) refs.set(ref, sha)
  const lines = [...refs].sort(([a], [b]) => (a < b ? -1 : 1))
  await writeFile(join(path, 'packed-refs'), HEADER + lines.map(([ref, sha]) => `${sha} ${ref}\n`).join(''))
  // A ref in a file of its own would hide the packed one.
  await rm(join(path, 'refs'), { recursive: true })
  await mkdir(join(path, 'refs', 'heads'), { recursive: true })
}
