import { type GitRemote, RemoteRefusedError } from '@pm-bot/domain'
import type { RunGit } from '../run-git.ts'
import { remoteGit } from './remote-git.ts'

interface Asked {
  remote: GitRemote
  signal?: AbortSignal | undefined
}

/** @throws RemoteRefusedError */
export async function remoteBranch(
  runGit: RunGit,
  { remote, branch, signal }: Asked & { branch: string },
): Promise<string | null> {
  const args = ['ls-remote', '--refs', '--end-of-options', remote.url, branch] as const
  const { stdout } = await remoteGit(runGit, remote)({ args, signal })
  // A pattern also matches what ends in it.
  const lines = stdout.toString().split('\n')
  const line = lines.find((each) => each.endsWith(`\t${branch}`))
  return line?.split('\t')[0] ?? null
}

export interface RemoteRefs {
  /** Full name of the default branch. */
  head: string
  /** Of those that were asked for. */
  branches: string[]
}

/** The default branch, and which of these branches there are, in one question. @throws RemoteRefusedError */
export async function remoteRefs(
  runGit: RunGit,
  { remote, branches, signal }: Asked & { branches: readonly string[] },
): Promise<RemoteRefs> {
  const args = ['ls-remote', '--symref', '--end-of-options', remote.url, 'HEAD', ...branches] as const
  const { stdout } = await remoteGit(runGit, remote)({ args, signal })
  const lines = stdout.toString().split('\n')
  const head = lines.flatMap((line) => /^ref: (refs\/heads\/\S+)\tHEAD$/.exec(line)?.[1] ?? [])[0]
  if (head === undefined) {
    throw new RemoteRefusedError(
      'The repository has no default branch with a commit.',
      'Make a first commit there.',
    )
  }
  const there = new Set(lines.map((line) => line.split('\t')[1]))
  return { head, branches: branches.filter((name) => there.has(name)) }
}
