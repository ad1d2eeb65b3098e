export type Split = { argv: string[] } | { problem: string }

/**
 * Splits a line as a shell would, by blanks and quotes alone: nothing is expanded and
 * nothing is piped, because no shell will stand between.
 */
export function splitArgv(line: string): Split {
  const argv: string[] = []
  let word: string | undefined
  let quote: '"' | "'" | undefined

  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? ''
    const next = line[at + 1]
    if (quote) {
      if (character === quote) quote = undefined
      else if (quote === '"' && character === '\\' && next !== undefined && '"\\$`'.includes(next)) {
        word += next
        at += 1
      } else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (character === '\\') {
      if (next === undefined) return { problem: 'A backslash at the end escapes nothing.' }
      if (next !== '\n') word = (word ?? '') + next
      at += 1
    } else if (/\s/.test(character)) {
      if (word !== undefined) argv.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }

  if (quote) return { problem: `A quote (${quote}) is opened and never closed.` }
  if (word !== undefined) argv.push(word)
  return { argv }
}

/** Arguments that look like the work of a shell, which there is none of. */
export const shellWords = (argv: readonly string[]): string[] =>
  argv.filter((argument) => /^(\|\|?|&&?|;|[12]?>>?|<|\$\(.*|`.*)$/.test(argument))
