import { below, showClone } from './show-clone.ts'
import { ToolError, type ToolPerformer } from './tool-performer.ts'

const MAX_LINES = 200
const MAX_LINE = 400

interface Args {
  query: string
  regex?: boolean
  ignoreCase?: boolean
  path?: string
}

export const searchFiles: ToolPerformer = {
  async perform(args, bench) {
    const { query, regex = false, ignoreCase = false, path } = args as unknown as Args
    // Git would take each line for a pattern of its own.
    if (query.includes('\n')) throw new ToolError('Only one line can be looked for.')
    const question = { what: 'search', pattern: query, regex, ignoreCase, ...below(path) } as const
    const lines = (await showClone(question, bench, 'Nothing was found.')).split('\n')
    const shown = lines
      .slice(0, MAX_LINES)
      .map((line) => (line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE)} …`))
    if (lines.length > MAX_LINES)
      shown.push(`[${lines.length} lines in all. Look for something rarer, or name a path.]`)
    return shown.join('\n')
  },
}
