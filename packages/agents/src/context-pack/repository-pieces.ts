import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Json } from '@pm-bot/domain'
import { type ContextPiece, pieceOf, withheldPiece } from './context-piece.ts'

/** Files at the top that say how a repository is worked on, the more telling first. */
const TELLING = /^(AGENTS|CLAUDE|CONTRIBUTING|README)(\.(md|markdown|rst|txt))?$/i
const MOST_ENTRIES = 1500
const MOST_BYTES = 64 * 1024
const SKIPPED = new Set(['.git', 'node_modules'])

/** Whether the agent could read this by a tool, without anybody being asked. */
export type MayRead = (tool: 'list_files' | 'read_file' | 'git_log', args: Json) => Promise<boolean>

/** The tree of a work directory and the files that say how it is worked on. Links are named and not followed. */
export async function repositoryPieces(workDirectory: string, mayRead: MayRead): Promise<ContextPiece[]> {
  if (!(await mayRead('list_files', {}))) return [withheldPiece('tree of the repository', 'repository')]
  const paths: string[] = []
  await listPaths(workDirectory, '', paths)
  const more = paths.length > MOST_ENTRIES ? '\n[more are left out]' : ''
  const tree = `${paths.slice(0, MOST_ENTRIES).join('\n')}${more}`
  const names = paths.filter((path) => TELLING.test(path)).sort(byName)
  const files = await Promise.all(
    names.map(async (name) =>
      (await mayRead('read_file', { path: name }))
        ? await readRegularFile(workDirectory, name)
        : withheldPiece(name, 'repository'),
    ),
  )
  return [
    pieceOf('tree of the repository', tree, { trust: 'repository' }),
    ...files.filter((piece) => piece !== null),
  ]
}

async function listPaths(root: string, folder: string, paths: string[]): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  for (const entry of entries.sort(byEntryName)) {
    if (paths.length > MOST_ENTRIES) return
    if (SKIPPED.has(entry.name)) continue
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) await listPaths(root, path, paths)
    else paths.push(entry.isSymbolicLink() ? `${path} (link)` : path)
  }
}

async function readRegularFile(root: string, name: string): Promise<ContextPiece | null> {
  const file = await open(
    join(root, name),
    constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
  ).catch(() => null)
  if (file === null) return null
  try {
    if (!(await file.stat()).isFile()) return null
    const buffer = Buffer.alloc(MOST_BYTES)
    const { bytesRead } = await file.read(buffer, 0, MOST_BYTES, 0)
    return pieceOf(name, buffer.subarray(0, bytesRead).toString(), { trust: 'repository' })
  } finally {
    await file.close()
  }
}

const byName = (a: string, b: string) => (a.toUpperCase() < b.toUpperCase() ? -1 : 1)
/** By code units, like git and on every machine alike. */
const byEntryName = (a: { name: string }, b: { name: string }) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0
