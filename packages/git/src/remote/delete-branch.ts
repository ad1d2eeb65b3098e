import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeleteBranchResult, GitRemote } from '@pm-bot/domain'
import type { RunGit } from '../run-git.ts'
import { remoteGit } from './remote-git.ts'
import { remoteBranch } from './remote-refs.ts'

export interface DeleteBranchOptions {
  remote: GitRemote
  branch: string
  expected: string
  signal?: AbortSignal | undefined
}

/** Branches of runs; no other is ever deleted. */
const OWN_BRANCH = /^refs\/heads\/pm-bot\/./

export async function deleteBranch(
  runGit: RunGit,
  { room, ...options }: DeleteBranchOptions & { room: string },
): Promise<DeleteBranchResult> {
  const { branch, expected, signal } = options
  if (!OWN_BRANCH.test(branch)) throw new Error(`pm-bot deletes only branches of its own, not ${branch}`)
  const before = await remoteBranch(runGit, options)
  if (before === null) return { status: 'deleted', adopted: true }
  if (before !== expected) return { status: 'moved', sha: before }
  let failure: unknown
  try {
    await send(runGit, { ...options, room })
  } catch (error) {
    signal?.throwIfAborted()
    failure = error
  }
  // An answer may be lost, and a refusal may mean that somebody was faster.
  const found = await remoteBranch(runGit, options)
  if (found === null) return { status: 'deleted', adopted: failure !== undefined }
  if (found !== expected) return { status: 'moved', sha: found }
  throw failure ?? new Error(`git deleted ${branch}, and the remote still has it`)
}

/**
 * A push of nothing. The lease names the commit that is let go, and the remote compares it once more while it holds
 * the branch: what somebody pushed meanwhile stays. A push needs a repository to come from, of which nothing is sent.
 */
async function send(
  runGit: RunGit,
  { remote, branch, expected, signal, room }: DeleteBranchOptions & { room: string },
): Promise<void> {
  const empty = await mkdtemp(join(room, 'delete-'))
  try {
    await runGit({ args: ['init', '--quiet', '--bare', '--template=', empty], signal })
    const quietly = ['--no-progress', '--no-verify', '--no-signed', '--recurse-submodules=no'] as const
    const lease = `--force-with-lease=${branch}:${expected}`
    const args = ['push', ...quietly, lease, '--end-of-options', remote.url, `:${branch}`] as const
    await remoteGit(runGit, remote)({ gitDir: empty, args, signal })
  } finally {
    await rm(empty, { recursive: true, force: true })
  }
}
