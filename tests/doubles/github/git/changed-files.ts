import { remember } from './remember.ts'
import { runGit } from './run-git.ts'

export interface ChangedFile {
  status: 'added' | 'removed' | 'modified' | 'renamed'
  filename: string
  previousFilename: string | null
  /** Of the blob; null where it is gone. */
  sha: string | null
  additions: number
  deletions: number
  /** From its first `@@`; undefined for a binary file. */
  patch: string | undefined
}

/** What differs, as a pull request shows it. */
export const changedFiles = remember(async (path, base, head): Promise<ChangedFile[]> => {
  const { stdout } = await runGit(path, [
    'diff',
    '-M',
    '--no-color',
    '-z',
    '--raw',
    '--numstat',
    '--patch',
    '--abbrev=40',
    base,
    head,
  ])
  const [list = '', text = ''] = stdout.split(/\0\0(?=diff --git )/, 2)
  const counted = readNumbers(list)
  const patches = text.split(/^(?=diff --git )/m).map(hunksOf)
  return readRaw(list).map((file, at) => ({
    ...file,
    ...(counted[at] ?? { additions: 0, deletions: 0 }),
    patch: patches[at],
  }))
})

/** `:100644 100644 <sha> <sha> M NUL path NUL`, with two paths where it was renamed. */
function readRaw(list: string): Pick<ChangedFile, 'status' | 'filename' | 'previousFilename' | 'sha'>[] {
  const parts = list.split('\0')
  const files = []
  for (let at = 0; parts[at]?.startsWith(':'); ) {
    const [, , , sha = null, letter = ''] = parts[at]!.split(' ')
    const renamed = letter.startsWith('R')
    const [first = '', second = ''] = parts.slice(at + 1, at + 3)
    files.push({
      status: statusOf(letter),
      filename: renamed ? second : first,
      previousFilename: renamed ? first : null,
      sha: letter === 'D' ? null : sha,
    })
    at += renamed ? 3 : 2
  }
  return files
}

function statusOf(letter: string): ChangedFile['status'] {
  if (letter === 'A') return 'added'
  if (letter === 'D') return 'removed'
  return letter.startsWith('R') ? 'renamed' : 'modified'
}

/** `1 TAB 2 TAB path NUL`; where it was renamed, the path is empty and two follow. `-` for binary. */
function readNumbers(list: string): { additions: number; deletions: number }[] {
  return [...list.matchAll(/(?<=^|\0)(\d+|-)\t(\d+|-)\t/g)].map(([, additions, deletions]) => ({
    additions: Number(additions) || 0,
    deletions: Number(deletions) || 0,
  }))
}

function hunksOf(patch: string): string | undefined {
  const start = patch.search(/^@@/m)
  return start === -1 ? undefined : patch.slice(start).trimEnd()
}
