import { type CloneQuestion, CloneQuestionError } from '@pm-bot/domain'
import { listChangedFiles } from './changed-files.ts'
import { PLAIN_DIFF } from './diff-trees.ts'
import { GitFailedError, GitOutputTooLargeError, GitTimeoutError } from './git-errors.ts'
import type { GitCall, RunGit } from './run-git.ts'
import { withScratch } from './scratch.ts'
import { stageWorkTree } from './stage-work-tree.ts'
import { BASE_REF, type WorkspaceLayout } from './workspace-layout.ts'

interface Asked {
  layout: WorkspaceLayout
  baseSha: string
  question: CloneQuestion
  signal?: AbortSignal | undefined
}

const MAX_BYTES = 2 * 2 ** 20
const TIMEOUT_MS = 60_000
/** A pattern of forty characters can need more than any machine has. */
const SEARCH_MEMORY_BYTES = 2 ** 30
/** Each takes some of it for itself. */
const SEARCH_THREADS = 2

export async function show(runGit: RunGit, asked: Asked): Promise<string> {
  const git = (call: GitCall) =>
    runGit({ gitDir: asked.layout.gitDir, maxOutputBytes: MAX_BYTES, signal: asked.signal, ...call })
  try {
    return await answer(git, asked)
  } catch (error) {
    if (error instanceof GitOutputTooLargeError) {
      throw new CloneQuestionError(
        'That is more than can be shown. Ask for less: name a path, or look for something rarer.',
      )
    }
    if (error instanceof GitTimeoutError) throw new CloneQuestionError('That takes too long. Ask for less.')
    throw error
  }
}

async function answer(git: RunGit, asked: Asked): Promise<string> {
  const { question } = asked
  switch (question.what) {
    case 'status':
      return await status(git, asked)
    case 'diff':
      return await diff(git, asked, question.path)
    case 'log':
      return await log(git, question)
    case 'search':
      return await search(git, asked, question)
  }
}

async function status(git: RunGit, { layout, baseSha }: Asked): Promise<string> {
  const { gitDir } = layout
  const files = await withScratch(layout.directory, async (scratch) => {
    const { baseTree, tree } = await stageWorkTree(git, { layout, baseSha, scratch })
    return await listChangedFiles(git, { gitDir, from: baseTree, to: tree })
  })
  return files
    .map(({ change, path, oldPath, additions, deletions, binary }) => {
      const name = oldPath === undefined ? path : `${oldPath} → ${path}`
      return `${change} ${name} (${binary ? 'binary' : `+${additions} −${deletions}`})\n`
    })
    .join('')
}

/** By trees, so that attributes have no say, and files that are only new count. */
async function diff(git: RunGit, { layout, baseSha }: Asked, path?: string): Promise<string> {
  return await withScratch(layout.directory, async (scratch) => {
    const { baseTree, tree } = await stageWorkTree(git, { layout, baseSha, scratch })
    const options = ['--patch', '--find-renames', '--no-color', '--unified=3'] as const
    const { stdout } = await git({
      args: ['diff-tree', ...PLAIN_DIFF, ...options, baseTree, tree, '--', ...below(path)],
    })
    return stdout.toString()
  })
}

async function log(git: RunGit, { path, most }: Extract<CloneQuestion, { what: 'log' }>): Promise<string> {
  const plain = ['--no-color', '--no-show-signature', '--no-ext-diff', '--no-textconv'] as const
  const format = ['--format=%h %as %an: %s', `--max-count=${most}`] as const
  const { stdout } = await git({ args: ['log', ...plain, ...format, BASE_REF, '--', ...below(path)] })
  return stdout.toString()
}

/** Every file counts as untracked, for the index is empty: what the agent made is found like what was there. */
async function search(
  git: RunGit,
  { layout }: Asked,
  { pattern, regex, ignoreCase, path }: Extract<CloneQuestion, { what: 'search' }>,
): Promise<string> {
  return await withScratch(layout.directory, async (scratch) => {
    const plain = [
      '--untracked',
      `--threads=${SEARCH_THREADS}`,
      '--no-textconv',
      '-I',
      '--line-number',
      '--no-color',
      '--full-name',
    ] as const
    const how = [regex ? '--extended-regexp' : '--fixed-strings', ...(ignoreCase ? ['--ignore-case'] : [])]
    try {
      const { stdout } = await git({
        workTree: layout.workDirectory,
        env: { GIT_INDEX_FILE: `${scratch}/no-index` },
        args: ['grep', ...plain, ...how, '-e', pattern, '--', ...below(path)],
        answers: [0, 1],
        timeoutMs: TIMEOUT_MS,
        maxMemoryBytes: SEARCH_MEMORY_BYTES,
      })
      return stdout.toString()
    } catch (error) {
      if (!(error instanceof GitFailedError)) throw error
      // Without memory, the C library's matcher complains or crashes.
      const why = /memory|ended with a signal/i.test(error.message)
        ? 'the expression needs too much memory; look for something simpler'
        : error.message.replace(/^git grep ended with \d+: /, '')
      throw new CloneQuestionError(`That cannot be searched for: ${why}`)
    }
  })
}

const below = (path: string | undefined): string[] => (path === undefined ? [] : [path])
