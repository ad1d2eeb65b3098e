import { stat } from 'node:fs/promises'

/** Why a program could not be started, in a sentence. */
export async function describeSpawnError(
  error: { code: string; message: string },
  { program, cwd }: { program: string; cwd: string },
): Promise<string> {
  switch (error.code) {
    case 'ENOENT':
      // The system says the same of a directory that is gone and of a program that is.
      return (await isDirectory(cwd)) ? notFound(program) : `the directory ${cwd} does not exist`
    case 'EACCES':
      return `the program “${program}” may not be executed`
    case 'E2BIG':
      return `the arguments of “${program}” are too long`
    default:
      return `the program “${program}” could not be started: ${error.message}`
  }
}

export const notFound = (program: string): string => `the program “${program}” was not found`

/** What bubblewrap says on its output when it could not start the program. */
export function readComplaint(tail: string): { code: string; message: string } {
  const line = tail.split('\n').findLast((candidate) => candidate.startsWith('bwrap: ')) ?? tail
  const message = line.replace(/^bwrap: /, '')
  const [, said] = /: ([^:]+)$/.exec(message) ?? []
  const codes: Record<string, string> = {
    'No such file or directory': 'ENOENT',
    'Permission denied': 'EACCES',
    'Argument list too long': 'E2BIG',
  }
  return { code: codes[said ?? ''] ?? '', message }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
