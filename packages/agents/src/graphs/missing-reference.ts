import { readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'

export interface FileReference {
  path: string
  line: number
  endLine?: number
}

const MOST_BYTES = 8 * 1024 * 1024

/** What is wrong with the first reference that leads nowhere, in a sentence for the model; null when all exist. */
export async function missingReference(
  workDirectory: string,
  references: readonly FileReference[],
): Promise<string | null> {
  for (const { path, line, endLine = line } of references) {
    const lines = await countLines(workDirectory, path)
    if (lines === null) return `There is no file ${path} in the repository.`
    if (endLine < line) return `${path}:${line}-${endLine} ends before it begins.`
    if (endLine > lines) return `${path} has ${lines} lines, so there is no line ${endLine}.`
  }
  return null
}

/** Null where there is no such file within the work directory. */
async function countLines(workDirectory: string, path: string): Promise<number | null> {
  const root = await realpath(workDirectory)
  const file = await realpath(join(root, path)).catch(() => null)
  if (file === null || !file.startsWith(root + sep) || file.startsWith(join(root, '.git') + sep)) return null
  const facts = await stat(file)
  if (!facts.isFile() || facts.size > MOST_BYTES) return null
  return (await readFile(file, 'utf8')).replace(/\n$/, '').split('\n').length
}
