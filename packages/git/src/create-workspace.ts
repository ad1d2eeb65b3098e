import { mkdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { BaseGoneError } from '@pm-bot/domain'
import { findRegisteredRepository } from './find-repository.ts'
import { hasCommit } from './has-commit.ts'
import { readLine } from './read-line.ts'
import { LONG_MS, type RunGit } from './run-git.ts'
import { BASE_REF, layoutOf } from './workspace-layout.ts'

const FETCHED_REF = 'refs/pm-bot/fetched'

interface WorkspaceOptions {
  source: string
  directory: string
  ref?: string | undefined
  /** A full id, instead of a ref. */
  commit?: string | undefined
  signal?: AbortSignal | undefined
}

const COMMIT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** Makes `trusted.git` and `work` in the directory; what an earlier attempt left there is removed. */
export async function createWorkspace(runGit: RunGit, options: WorkspaceOptions): Promise<void> {
  const { signal, commit, ref = 'HEAD' } = options
  const source = await findRegisteredRepository(runGit, options.source)
  if (commit !== undefined) await assertThere(runGit, source, commit)
  const { directory, gitDir, workDirectory } = layoutOf(resolve(options.directory))
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })

  await init(runGit, { like: source.gitDir, args: ['--bare', gitDir], signal })
  await fetchInto(runGit, { gitDir, from: source.path, refspec: `+${commit ?? ref}:${FETCHED_REF}`, signal })

  await checkOut(runGit, { gitDir, workDirectory, from: FETCHED_REF, signal })
  await runGit({ gitDir, args: ['update-ref', BASE_REF, FETCHED_REF], signal })
}

/** Asked first, so that git's complaint need not be understood. */
async function assertThere(
  runGit: RunGit,
  { path, gitDir }: { path: string; gitDir: string },
  commit: string,
): Promise<void> {
  if (!COMMIT_ID.test(commit)) throw new TypeError(`“${commit}” is not the full id of a commit.`)
  if (await hasCommit(runGit, gitDir, commit)) return
  throw new BaseGoneError(
    `The commit ${commit.slice(0, 12)}, from which this run began, is no longer in “${path}”: its branch was rewritten, and git ` +
      'has tidied it away. Start the run again from what is there now.',
  )
}

/** An empty repository, with object ids of the same kind. */
async function init(
  runGit: RunGit,
  { like, args, signal }: { like: string; args: readonly string[]; signal: AbortSignal | undefined },
): Promise<void> {
  const format = await readLine(runGit, { gitDir: like, args: ['rev-parse', '--show-object-format'] })
  const plain = ['--quiet', '--template=', `--object-format=${format}`, '--initial-branch=work'] as const
  await runGit({ args: ['init', ...plain, ...args], signal })
}

/** The agent's repository and its checkout, as a new clone has them. */
export async function checkOut(
  runGit: RunGit,
  place: { gitDir: string; workDirectory: string; from: string; signal?: AbortSignal | undefined },
): Promise<void> {
  const { gitDir, workDirectory, from, signal } = place
  const cwd = workDirectory
  await init(runGit, { like: gitDir, args: [workDirectory], signal })
  await fetchInto(runGit, {
    gitDir: `${workDirectory}/.git`,
    from: gitDir,
    refspec: `+${from}:refs/heads/work`,
    signal,
  })
  await runGit({ cwd, args: ['reset', '--quiet', '--hard', 'refs/heads/work'], timeoutMs: LONG_MS, signal })
  await runGit({ cwd, args: ['config', 'user.name', 'pm-bot'], signal })
  await runGit({ cwd, args: ['config', 'user.email', 'pm-bot@localhost'], signal })
}

/** Copies one ref and what it reaches. A fetch by path makes no hard links and keeps no remote. */
export async function fetchInto(
  runGit: RunGit,
  fetch: { gitDir: string; from: string; refspec: string; signal?: AbortSignal | undefined },
): Promise<void> {
  await runGit({
    gitDir: fetch.gitDir,
    args: [
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      '--no-auto-gc',
      '--no-recurse-submodules',
      // Without these a shallow source and a ref that is checked out are refused.
      '--update-shallow',
      '--update-head-ok',
      '--end-of-options',
      fetch.from,
      fetch.refspec,
    ],
    timeoutMs: LONG_MS,
    signal: fetch.signal,
  })
}
