import { remember } from './remember.ts'
import { readLine, runGit } from './run-git.ts'

export const ZERO = '0'.repeat(40)

/** The commit that a branch, tag or sha names. */
export async function resolveCommit(path: string, name: string): Promise<string | undefined> {
  const answer = await runGit(
    path,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`],
    {
      answers: [0, 1, 128],
    },
  )
  return answer.exitCode === 0 ? answer.stdout.trim() : undefined
}

export async function isAncestor(path: string, ancestor: string, of: string): Promise<boolean> {
  const answer = await runGit(path, ['merge-base', '--is-ancestor', ancestor, of], { answers: [0, 1, 128] })
  return answer.exitCode === 0
}

/** Undefined where the histories have nothing in common. */
export const mergeBase = remember(async (path, one, other): Promise<string | undefined> => {
  const base = await readLine(path, ['merge-base', one, other], { answers: [0, 1] })
  return base === '' ? undefined : base
})

export const countCommits = remember(async (path, base, head) =>
  Number(await readLine(path, ['rev-list', '--count', `${base}..${head}`])),
)
