import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runGit } from './run-git.ts'

export interface CommitToImport {
  ref: string
  /** A sha, or `:1` for the first of these commits; nothing before it if absent. */
  from?: string | undefined
  /** Path to content; null deletes. */
  files: Record<string, string | null>
  message: string
  author: string
  /** Milliseconds. */
  at: number
}

/**
 * Writes commits without a work tree, all in one process. A ref that is there is moved wherever
 * `from` says. Answers their shas.
 */
export async function importCommits(path: string, commits: CommitToImport[]): Promise<string[]> {
  const marks = join(path, `marks-${process.hrtime.bigint()}`)
  const stream = commits.map((commit, at) => commitCommand(commit, `:${at + 1}`)).join('')
  await runGit(path, ['fast-import', '--quiet', '--force', `--export-marks=${marks}`], { input: stream })
  const shas = readMarks(await readFile(marks, 'utf8'))
  await rm(marks)
  return commits.map((_, at) => shas.get(`:${at + 1}`) ?? '')
}

function commitCommand({ ref, from, files, message, author, at }: CommitToImport, mark: string): string {
  const mail = `${author.replaceAll(/[^\w-]/g, '')}@users.noreply.github.com`
  const who = `${author} <${mail}> ${Math.floor(at / 1000)} +0000`
  const changes = Object.entries(files).map(([file, content]) =>
    content === null ? `D ${quoted(file)}\n` : `M 100644 inline ${quoted(file)}\n${data(content)}`,
  )
  return [
    `commit ${ref}\nmark ${mark}\nauthor ${who}\ncommitter ${who}\n${data(message)}`,
    from === undefined ? '' : `from ${from}\n`,
    ...changes,
    '\n',
  ].join('')
}

const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`

const quoted = (file: string) => JSON.stringify(file)

/** Lines of `:1 <sha>`. */
function readMarks(marks: string): Map<string, string> {
  return new Map(marks.split('\n').map((line) => line.split(' ') as [string, string]))
}
