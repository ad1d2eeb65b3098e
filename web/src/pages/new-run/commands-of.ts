import { lineOf } from '../../ui/line-of.ts'
import { splitArgv } from './split-argv.ts'

/** Commands as they are typed, one in a line; or what is wrong with one of them. */
export function commandsOf(text: string): { commands: string[][] } | { problem: string } {
  const commands: string[][] = []
  for (const [index, line] of text.split('\n').entries()) {
    const split = splitArgv(line)
    if ('problem' in split) return { problem: `Line ${index + 1}: ${split.problem}` }
    if (split.argv.length > 0) commands.push(split.argv)
  }
  return { commands }
}

/** One command in a line. */
export const commandsAsTyped = (commands: unknown): string =>
  Array.isArray(commands) ? commands.map((argv) => lineOf(argv as string[])).join('\n') : ''
