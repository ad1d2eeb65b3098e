// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are steered by them
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g

/** A terminal's output without its colours, each line as it stood at last. */
export function readableLog(log: string): string {
  return log
    .replace(ESCAPES, '')
    .split(/\r?\n/)
    .map((line) => line.slice(line.lastIndexOf('\r') + 1))
    .join('\n')
}
