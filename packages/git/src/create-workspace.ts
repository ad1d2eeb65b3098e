import { mkdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { findRegisteredRepository } from './find-repository.ts'
import { readLine } from './read-line.ts'
import { LONG_MS, type RunGit } from './run-git.ts'
import { BASE_REF, layoutOf } from './workspace-layout.ts'

const FETCHED_REF = 'refs/pm-bot/fetched'

interface WorkspaceOptions {
  source: string
  directory: string
  ref?: string | undefined
  signal?: AbortSignal | undefined
}

/** Makes `trusted.git` and `work` in the directory; what an earlier attempt left there is removed. */
export async function createWorkspace(runGit: RunGit, options: WorkspaceOptions): Promise<void> {
  const { signal, ref = 'HEAD' } = options
  const source = await findRegisteredRepository(runGit, options.source)
  const { directory, gitDir, workDirectory } = layoutOf(resolve(options.directory))
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })

  const format = await readLine(runGit, {
    gitDir: source.gitDir,
    args: ['rev-parse', '--show-object-format'],
  })
  const init = ['--quiet', '--template=', `--object-format=${format}`, '--initial-branch=work']
  await runGit({ cwd: directory, args: ['init', ...init, '--bare', gitDir], signal })
  await fetchInto(runGit, { gitDir, from: source.path, refspec: `+${ref}:${FETCHED_REF}`, signal })

  await runGit({ cwd: directory, args: ['init', ...init, workDirectory], signal })
  await checkOut(runGit, { gitDir, workDirectory, signal })
  await runGit({ gitDir, args: ['update-ref', BASE_REF, FETCHED_REF], signal })
}

async function checkOut(
  runGit: RunGit,
  {
    gitDir,
    workDirectory,
    signal,
  }: { gitDir: string; workDirectory: string; signal: AbortSignal | undefined },
): Promise<void> {
  const cwd = workDirectory
  const agentsGitDir = `${workDirectory}/.git`
  await fetchInto(runGit, {
    gitDir: agentsGitDir,
    from: gitDir,
    refspec: `+${FETCHED_REF}:refs/heads/work`,
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
