import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Hex } from '@pm-bot/domain'

/**
 * `<thread>/checkpoint_<n>.json` and `<thread>/writes_<checkpoint>.<task>.json`; those of a
 * subgraph stand in `<thread>/ns_<namespace>/`. Files carry their ids, so names need not be
 * reversible: what is not plainly safe on every file system is replaced by its hash.
 */
function safeName(id: string): string {
  return /^[a-z0-9][a-z0-9_-]{0,99}$/.test(id) ? id : `~${sha256Hex(id)}`
}

export function threadDirectory(directory: string, threadId: string): string {
  return join(directory, safeName(threadId))
}

export function namespaceDirectory(directory: string, threadId: string, namespace: string): string {
  const thread = threadDirectory(directory, threadId)
  return namespace === '' ? thread : join(thread, `ns_${safeName(namespace)}`)
}

export const checkpointName = (number: number): string => `checkpoint_${number}.json`

export const writesName = (checkpointId: string, taskId: string): string =>
  `writes_${safeName(checkpointId)}.${safeName(taskId)}.json`

/** The numbers of a directory's checkpoints, newest first. */
export async function listNumbers(directory: string): Promise<number[]> {
  return (await listNames(directory))
    .flatMap((name) => /^checkpoint_(\d+)\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a)
}

export async function listWritesNames(directory: string, checkpointId: string): Promise<string[]> {
  const prefix = `writes_${safeName(checkpointId)}.`
  return (await listNames(directory)).filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
}

/** The thread's own directory and those of its namespaces. */
export async function listNamespaceDirectories(thread: string): Promise<string[]> {
  const names = await listNames(thread)
  return [thread, ...names.filter((name) => name.startsWith('ns_')).map((name) => join(thread, name))]
}

/** What is not there has no names. */
export async function listNames(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
