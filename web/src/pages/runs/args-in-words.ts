import { lineOf } from '../../ui/line-of.ts'

const MOST = 160

/** What a call is about, in few words: its path, command, search or number; undefined where it names none. */
export function argsInWords(args: unknown): string | undefined {
  if (typeof args !== 'object' || args === null) return undefined
  const { path, argv, query, number } = args as Record<string, unknown>
  const words = Array.isArray(argv) ? lineOf(argv.map(String)) : (path ?? query ?? number)
  if (words === undefined || words === null) return undefined
  const text = typeof words === 'number' ? `#${words}` : String(words)
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}
