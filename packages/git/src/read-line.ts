import type { GitCall, RunGit } from './run-git.ts'

/** The one line that git answers with. Only its line end is cut: a path may hold others. */
export async function readLine(runGit: RunGit, call: GitCall): Promise<string> {
  const { stdout } = await runGit(call)
  return stdout.toString().replace(/\n$/, '')
}

/** The same, and undefined where git says with exit code 1 that there is none. */
export async function lookUpLine(runGit: RunGit, call: GitCall): Promise<string | undefined> {
  const { exitCode, stdout } = await runGit({ ...call, answers: [0, 1] })
  return exitCode === 0 ? stdout.toString().replace(/\n$/, '') : undefined
}
