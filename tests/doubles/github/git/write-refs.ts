import { runGit } from './run-git.ts'

/** Puts each ref at its sha; an undefined one is deleted. */
export async function writeRefs(path: string, refs: Record<string, string | undefined>): Promise<void> {
  const commands = Object.entries(refs).map(([ref, sha]) =>
    sha === undefined ? `delete ${ref}\n` : `update ${ref} ${sha}\n`,
  )
  if (commands.length > 0) await runGit(path, ['update-ref', '--stdin'], { input: commands.join('') })
}
