import { lineOf } from '../../ui/line-of.ts'

const MOST = 160

/** What a call is about, in few words: its path, command, search or number; undefined where it names none. */
export function argsInWords(args: unknown): string | undefined {
  if (typeof args !== 'object' || args === null) return undefined
  const { path, argv, query, number } = args as Record<string, unknown>
  const words = Array.isArray(argv) ? lineOf(argv.map(inText)) : (path ?? query ?? number)
  if (words === undefined || words === null) return undefined
  const text = typeof words === 'number' ? `#${words}` : inText(words)
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}

/** A model may send an object with members of these names, which has no text of its own. */
const inText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
