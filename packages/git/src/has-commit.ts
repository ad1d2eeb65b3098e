import type { RunGit } from './run-git.ts'

export async function hasCommit(runGit: RunGit, gitDir: string, sha: string): Promise<boolean> {
  const args = ['cat-file', '-e', `${sha}^{commit}`] as const
  return (await runGit({ gitDir, args, answers: [0, 1, 128] })).exitCode === 0
}
