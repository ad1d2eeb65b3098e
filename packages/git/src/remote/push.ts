import type { GitRemote, PushResult } from '@pm-bot/domain'
import { LONG_MS, type RunGit } from '../run-git.ts'
import { remoteGit } from './remote-git.ts'
import { remoteBranch } from './remote-refs.ts'

export interface PushOptions {
  clone: string
  remote: GitRemote
  commitSha: string
  branch: string
  expected: string | null
  signal?: AbortSignal | undefined
}

export async function push(runGit: RunGit, options: PushOptions): Promise<PushResult> {
  const { commitSha, expected } = options
  if (expected !== null) await assertDescends(runGit, options, expected)
  let failure: unknown
  try {
    await send(runGit, options)
  } catch (error) {
    options.signal?.throwIfAborted()
    failure = error
  }
  // An answer may be lost, and a refusal may mean that an earlier attempt was faster.
  const found = await remoteBranch(runGit, options)
  if (found === commitSha) return { status: 'pushed', adopted: failure !== undefined }
  if (found !== expected) return { status: 'branch-taken', branch: options.branch, sha: found ?? '' }
  throw failure ?? new Error(`git pushed ${options.branch}, and the remote does not have it`)
}

/**
 * The lease is a comparison: git moves the branch while it is at `expected`, or absent. Where it was absent nothing
 * can be lost; otherwise assertDescends has looked, because a lease alone would let go what it names.
 */
async function send(runGit: RunGit, { clone, remote, commitSha, branch, expected, signal }: PushOptions) {
  const args = [
    'push',
    // Not quiet: why it was refused stands among what the remote says.
    '--no-progress',
    '--no-verify',
    '--no-signed',
    '--recurse-submodules=no',
    `--force-with-lease=${branch}:${expected ?? ''}`,
    '--end-of-options',
    remote.url,
    `${commitSha}:${branch}`,
  ] as const
  await remoteGit(runGit, remote)({ gitDir: clone, args, timeoutMs: LONG_MS, signal })
}

async function assertDescends(runGit: RunGit, { clone, commitSha }: PushOptions, expected: string) {
  const args = ['merge-base', '--is-ancestor', expected, commitSha] as const
  const { exitCode } = await runGit({ gitDir: clone, args, answers: [0, 1, 128] })
  if (exitCode !== 0) throw new Error(`${commitSha} does not go on from ${expected}; nothing was pushed`)
}
