import { type DiffFile, type DiffHunk, parseDiff } from '@pm-bot/domain'
import type { ChangedFile } from './file-notices.ts'

/** One file of a changeset: what the server says of it, with the lines of the diff. */
export interface FileDiff {
  file: ChangedFile
  hunks: DiffHunk[]
  lineCount: number
  /** Of a binary file, which has no lines: what git calls its contents before and after. */
  contents: string[]
}

/**
 * Lines are put to the server's list of files, so that a file without lines (a rename, a
 * mode, a binary) is never left out, and neither are lines of a file it does not list.
 */
export function diffModel(diff: string, files: readonly ChangedFile[] = []): FileDiff[] {
  // A path can have two parts: git shows a file that became a link as deleted and added.
  const parsed = Map.groupBy(parseDiff(diff), (file) => file.path)
  const listed = files.map((file) => {
    const parts = parsed.get(file.path) ?? []
    parsed.delete(file.path)
    return fileDiff(file, parts)
  })
  const unlisted = [...parsed.values()].flat()
  return [...listed, ...unlisted.map((part) => fileDiff(describe(part), [part]))]
}

function fileDiff(file: ChangedFile, parts: readonly DiffFile[]): FileDiff {
  const hunks = parts.flatMap((part) => part.hunks)
  const contents = file.binary
    ? parts.flatMap(({ headers }) => headers.filter((header) => header.startsWith('index ')))
    : []
  return { file, hunks, lineCount: hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0), contents }
}

/** A file known from the diff alone. */
function describe(lines: DiffFile): ChangedFile {
  const mode = (pattern: RegExp) =>
    lines.headers.map((header) => pattern.exec(header)?.[1]).find(Boolean) ?? null
  const count = (kind: string) =>
    lines.hunks.reduce((sum, hunk) => sum + hunk.lines.filter((line) => line.kind === kind).length, 0)
  const created = mode(/^new file mode (\d+)/)
  const deleted = mode(/^deleted file mode (\d+)/)
  const isRenamed = lines.headers.some((header) => header.startsWith('rename from '))
  return {
    path: lines.path,
    ...(isRenamed ? { oldPath: lines.oldPath ?? lines.path } : {}),
    change: created ? 'added' : deleted ? 'deleted' : isRenamed ? 'renamed' : 'modified',
    additions: count('added'),
    deletions: count('deleted'),
    binary: lines.isBinary,
    oldMode: deleted ?? mode(/^old mode (\d+)/),
    mode: created ?? mode(/^new mode (\d+)/),
  }
}
