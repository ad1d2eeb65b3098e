import { MOST_LINES, sha256Hex } from '@pm-bot/domain'
import { isBinary, readCloneFile } from './read-clone-file.ts'
import { ToolError, type ToolPerformer } from './tool-performer.ts'

const LINES = 1000
const MAX_LINE = 2000
const MAX_CHARACTERS = 50_000

interface Args {
  path: string
  fromLine?: number
  lines?: number
}

export const readFile: ToolPerformer = {
  async perform(args, { workbench, workDirectory }) {
    const { path, fromLine = 1, lines = LINES } = args as unknown as Args
    const file = await readCloneFile(workDirectory, path)
    await workbench.taint(['private-content'])
    if (isBinary(file.bytes)) {
      return `“${file.path}” is a binary file of ${file.bytes.length} bytes, SHA-256 ${sha256Hex(file.bytes)}.`
    }
    if (file.bytes.length === 0) return `“${file.path}” is empty.`
    const all = file.bytes.toString().split('\n')
    if (all.at(-1) === '') all.pop()
    if (fromLine > all.length) throw new ToolError(`“${file.path}” has ${all.length} lines.`)
    return numbered(all, fromLine, Math.min(lines, MOST_LINES))
  },
}

function numbered(all: readonly string[], fromLine: number, lines: number): string {
  const shown: string[] = []
  let room = MAX_CHARACTERS
  for (const line of all.slice(fromLine - 1, fromLine - 1 + lines)) {
    const text = `${fromLine + shown.length}\t${shortened(line)}`
    room -= text.length + 1
    if (room < 0) break
    shown.push(text)
  }
  const last = fromLine - 1 + shown.length
  if (last < all.length) shown.push(`[${all.length} lines in all. Go on with fromLine ${last + 1}.]`)
  return shown.join('\n')
}

const shortened = (line: string): string =>
  line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE)} [${line.length - MAX_LINE} more characters]`
