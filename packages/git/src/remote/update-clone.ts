import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { GitRemote } from '@pm-bot/domain'
import { GitFailedError } from '../git-errors.ts'
import { hasCommit } from '../has-commit.ts'
import { readLine } from '../read-line.ts'
import { LONG_MS, type RunGit } from '../run-git.ts'
import { holdClone } from './hold-clone.ts'
import { remoteGit } from './remote-git.ts'
import { type RemoteRefs, remoteRefs } from './remote-refs.ts'

export interface UpdateCloneOptions {
  directory: string
  remote: GitRemote
  branches?: readonly string[] | undefined
  commit?: string | undefined
  signal?: AbortSignal | undefined
}

type Clone = UpdateCloneOptions & { gitDir: string; refs: RemoteRefs }

/** Made aside and put into its place when it is complete: a clone is whole or absent. */
export async function updateClone(
  runGit: RunGit,
  { room, ...options }: UpdateCloneOptions & { room: string },
): Promise<{ headSha: string; branch: string }> {
  const { directory, signal } = options
  return await holdClone({ parent: room, directory, signal }, async () => {
    const refs = await remoteRefs(runGit, { ...options, branches: options.branches ?? [] })
    if (await isSound(runGit, directory)) {
      await removeLocks(directory)
      return await bringUp(runGit, { ...options, gitDir: directory, refs })
    }
    const aside = join(room, `${basename(dirname(directory))}+${basename(directory)}`)
    await rm(aside, { recursive: true, force: true })
    const init = ['--quiet', '--bare', '--template=', '--initial-branch=none'] as const
    await runGit({ args: ['init', ...init, aside], signal })
    const head = await bringUp(runGit, { ...options, gitDir: aside, refs })
    await mkdir(dirname(directory), { recursive: true, mode: 0o700 })
    await rm(directory, { recursive: true, force: true })
    await rename(aside, directory)
    return head
  })
}

async function bringUp(runGit: RunGit, clone: Clone): Promise<{ headSha: string; branch: string }> {
  const { gitDir, refs, branches = [], commit, signal } = clone
  const branch = refs.head
  const there = [...new Set([branch, ...refs.branches])]
  await fetchFrom(
    runGit,
    clone,
    there.map((name) => `+${name}:${name}`),
  )
  await runGit({ gitDir, args: ['symbolic-ref', 'HEAD', branch], signal })
  const gone = branches.filter((name) => !there.includes(name))
  for (const name of gone) await runGit({ gitDir, args: ['update-ref', '-d', name], signal })
  if (commit !== undefined && !(await hasCommit(runGit, gitDir, commit))) {
    await fetchFrom(runGit, clone, [commit]).catch((error: unknown) => {
      // Nobody has it any more: whoever needs it finds that out.
      if (!(error instanceof GitFailedError)) throw error
    })
  }
  const headSha = await readLine(runGit, { gitDir, args: ['rev-parse', '--verify', `${branch}^{commit}`] })
  await holdOn(runGit, gitDir, there)
  return { headSha, branch: branch.replace('refs/heads/', '') }
}

/**
 * Runs go on from the commit that they began at, long after a branch left it, and in workers that cannot fetch it again.
 * A clone is one commit deep: nothing but a ref of ours keeps a former one from a tidying git.
 */
async function holdOn(runGit: RunGit, gitDir: string, branches: readonly string[]): Promise<void> {
  const args = ['for-each-ref', '--format=update refs/pm-bot/bases/%(objectname) %(objectname)'] as const
  const { stdout } = await runGit({ gitDir, args: [...args, ...branches] })
  await runGit({ gitDir, args: ['update-ref', '--stdin'], input: stdout })
}

async function fetchFrom(runGit: RunGit, { gitDir, remote, signal }: Clone, refspecs: string[]) {
  const quietly = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-gc'] as const
  const alone = ['--no-recurse-submodules', '--update-head-ok', '--depth=1'] as const
  const args = ['fetch', ...quietly, ...alone, '--end-of-options', remote.url, ...refspecs] as const
  await remoteGit(runGit, remote)({ gitDir, args, timeoutMs: LONG_MS, signal })
}

/** False where there is none, or one that git can not read. */
async function isSound(runGit: RunGit, gitDir: string): Promise<boolean> {
  try {
    const args = ['rev-parse', '--verify', '-q', 'HEAD^{tree}'] as const
    return (await runGit({ gitDir, cwd: gitDir, args, answers: [0, 1, 128] })).exitCode === 0
  } catch {
    return false
  }
}

/** Of a git that was killed: whoever holds the clone is the only one that writes to it. */
async function removeLocks(gitDir: string): Promise<void> {
  const names = await readdir(gitDir)
  const refs = await readdir(join(gitDir, 'refs'), { recursive: true })
  const left = [...names, ...refs.map((name) => join('refs', name))].filter((name) => name.endsWith('.lock'))
  for (const name of left) await rm(join(gitDir, name), { recursive: true, force: true })
}
