import { stat } from 'node:fs/promises'

/** Why a program could not be started, in a sentence. */
export async function describeSpawnError(
  error: { code: string; message: string },
  { program, cwd }: { program: string; cwd: string },
): Promise<string> {
  switch (error.code) {
    case 'ENOENT':
      // The system says the same of a directory that is gone and of a program that is.
      return (await isDirectory(cwd))
        ? `the program “${program}” was not found`
        : `the directory ${cwd} does not exist`
    case 'EACCES':
      return `the program “${program}” may not be executed`
    case 'E2BIG':
      return `the arguments of “${program}” are too long`
    default:
      return `the program “${program}” could not be started: ${error.message}`
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
