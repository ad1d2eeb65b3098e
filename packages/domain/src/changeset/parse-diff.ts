import { unquotePath } from './unquote-path.ts'

export type DiffLineKind = 'context' | 'added' | 'deleted' | 'note'

export interface DiffLine {
  kind: DiffLineKind
  text: string
  oldNumber: number | null
  newNumber: number | null
}

export interface DiffHunk {
  header: string
  lines: DiffLine[]
}

export interface DiffFile {
  oldPath: string | null
  path: string
  /** What git says about the file before its first hunk: modes, renames, binary. */
  headers: string[]
  isBinary: boolean
  hunks: DiffHunk[]
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/

/**
 * Reads what `git diff` prints. A hunk takes exactly as many lines as its header counts, and
 * only a line feed ends a line, so nothing inside a file can pass for the start of another:
 * the operator approves what this shows.
 */
export function parseDiff(diff: string): DiffFile[] {
  const files: DiffFile[] = []
  for (const { file, hunk } of diffParts(diff)) {
    if (hunk) file.hunks.push(hunk)
    else files.push(file)
  }
  return files
}

/** The same part by part, for whoever need not keep them: each file as it begins, then its hunks. */
export function* diffParts(diff: string): Generator<{ file: DiffFile; hunk: DiffHunk | null }> {
  const lines = diff.split('\n')
  if (lines.at(-1) === '') lines.pop()
  let file: DiffFile | undefined
  let at = 0

  while (at < lines.length) {
    const line = lines[at] ?? ''
    const hunk = HUNK.exec(line)
    if (line.startsWith('diff --git ')) {
      file = fileOf(line)
      yield { file, hunk: null }
      at += 1
    } else if (hunk && file) {
      const end = endOfHunk(lines, at, Number(hunk[1] ?? 1), Number(hunk[2] ?? 1))
      yield { file, hunk: readHunk(lines.slice(at, end)) }
      at = end
    } else {
      if (file) readHeader(file, line)
      at += 1
    }
  }
}

function endOfHunk(lines: readonly string[], start: number, oldCount: number, newCount: number): number {
  let [old, fresh] = [oldCount, newCount]
  let at = start + 1
  while (at < lines.length && (old > 0 || fresh > 0 || lines[at]?.startsWith('\\'))) {
    const mark = lines[at]?.[0]
    if (mark !== '+' && mark !== '\\') old -= 1
    if (mark !== '-' && mark !== '\\') fresh -= 1
    at += 1
  }
  return at
}

function readHunk([header = '', ...body]: readonly string[]): DiffHunk {
  const [, oldStart, newStart] = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(header) ?? []
  let old = Number(oldStart)
  let fresh = Number(newStart)
  const lines = body.map((line): DiffLine => {
    const text = line.slice(1)
    switch (line[0]) {
      case '+':
        return { kind: 'added', text, oldNumber: null, newNumber: fresh++ }
      case '-':
        return { kind: 'deleted', text, oldNumber: old++, newNumber: null }
      case '\\':
        return { kind: 'note', text: text.trim(), oldNumber: null, newNumber: null }
      default:
        return { kind: 'context', text, oldNumber: old++, newNumber: fresh++ }
    }
  })
  return { header, lines }
}

function fileOf(line: string): DiffFile {
  // Unquoted and not renamed, both halves are equal; any other name is said again below.
  const names = line.slice('diff --git '.length)
  const half = names.slice(0, (names.length - 1) / 2)
  return { oldPath: null, path: withoutSide(unquotePath(half)), headers: [], isBinary: false, hunks: [] }
}

function readHeader(file: DiffFile, line: string): void {
  file.headers.push(line)
  if (line.startsWith('--- ')) file.oldPath = sidePath(line)
  else if (line.startsWith('+++ ')) file.path = sidePath(line) ?? file.oldPath ?? file.path
  else if (/^(rename|copy) from /.test(line)) file.oldPath = unquotePath(line.replace(/^\w+ from /, ''))
  else if (/^(rename|copy) to /.test(line)) file.path = unquotePath(line.replace(/^\w+ to /, ''))
  else if (line.startsWith('Binary files ') || line === 'GIT binary patch') file.isBinary = true
}

/** Git ends a name that holds a blank with a tab. */
function sidePath(line: string): string | null {
  const name = unquotePath(line.slice(4).replace(/\t$/, ''))
  return name === '/dev/null' ? null : withoutSide(name)
}

const withoutSide = (name: string) => name.replace(/^[ab]\//, '')
