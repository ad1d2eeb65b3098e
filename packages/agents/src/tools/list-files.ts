import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { namesOf } from './clone-path.ts'
import { openDirectory } from './open-directory.ts'
import type { ToolPerformer } from './tool-performer.ts'

const DEPTH = 2
const MAX_ENTRIES = 1000
/** Named, and not gone into unless asked for by name. */
const CLOSED = ['.git', 'node_modules']

interface Args {
  path?: string
  depth?: number
}

export const listFiles: ToolPerformer = {
  async perform(args, { workbench, workDirectory, signal }) {
    const { path = '.', depth = DEPTH } = args as unknown as Args
    const listed: string[] = []
    const top = namesOf(path)
    let left = 0

    /** Level by level, so that what is nearest is what is shown. */
    let level = [top]
    for (let at = 0; at < depth && level.length > 0; at += 1) {
      const next: string[][] = []
      for (const names of level) {
        signal.throwIfAborted()
        for (const entry of await entriesOf(workDirectory, names, names === top)) {
          const place = [...names, entry.name]
          if (listed.length < MAX_ENTRIES) listed.push(nameOf(place, entry))
          else left += 1
          if (entry.isDirectory() && !CLOSED.includes(entry.name) && left === 0) next.push(place)
        }
      }
      level = next
    }
    await workbench.taint(['private-content'])
    if (listed.length === 0) return 'There is nothing.'
    const note = left > 0 ? ['[There is more. Name a directory.]'] : []
    return [...listed.sort(), ...note].join('\n')
  },
}

async function entriesOf(top: string, names: readonly string[], isAsked: boolean): Promise<Dirent[]> {
  try {
    const directory = await openDirectory(top, names)
    try {
      return (await readdir(directory.at, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))
    } finally {
      await directory.close()
    }
  } catch (error) {
    // One that is gone by now, or closed to us, is no reason to show nothing of the others.
    if (isAsked) throw error
    return []
  }
}

function nameOf(place: readonly string[], entry: Dirent): string {
  const path = join(...place).replace(/\p{Cc}/gu, '�')
  if (entry.isDirectory()) return `${path}/`
  return entry.isSymbolicLink() ? `${path} (a link)` : path
}
