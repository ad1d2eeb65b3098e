import { stripVTControlCharacters } from 'node:util'

export interface CappedOutput {
  add(chunk: Uint8Array): void
  /** Everything, or the first and the last half of the cap and how much is missing between. */
  bytes(): Uint8Array
  /** The last lines, as text that any database and page can take. */
  tail(): string
}

/** Keeps at most `cap` bytes of what is added, however much that is and in however small pieces. */
export function cappedOutput(cap: number): CappedOutput {
  const head = Buffer.allocUnsafe(Math.floor(cap / 2))
  let headSize = 0
  // Written round and round; `ringTotal` counts what was ever written to it.
  const ring = Buffer.allocUnsafe(cap - head.length)
  let ringTotal = 0

  function add(chunk: Uint8Array): void {
    const toHead = chunk.subarray(0, head.length - headSize)
    head.set(toHead, headSize)
    headSize += toHead.length

    const rest = chunk.subarray(toHead.length)
    const kept = rest.subarray(Math.max(0, rest.length - ring.length))
    const start = (ringTotal + rest.length - kept.length) % ring.length
    const beforeWrap = kept.subarray(0, ring.length - start)
    ring.set(beforeWrap, start)
    ring.set(kept.subarray(beforeWrap.length), 0)
    ringTotal += rest.length
  }

  function bytes(): Uint8Array {
    const beginning = head.subarray(0, headSize)
    if (ringTotal <= ring.length) return Buffer.concat([beginning, ring.subarray(0, ringTotal)])
    const note = Buffer.from(`\n[pm-bot: ${ringTotal - ring.length} bytes are left out here]\n`)
    const oldest = ringTotal % ring.length
    return Buffer.concat([beginning, note, ring.subarray(oldest), ring.subarray(0, oldest)])
  }

  return { add, bytes, tail: () => lastLines(bytes()) }
}

function lastLines(bytes: Uint8Array, lines = 20, characters = 2000): string {
  const text = Buffer.from(bytes.subarray(-4 * characters)).toString('utf8')
  return (
    stripVTControlCharacters(text)
      // A carriage return inside a line begins it anew.
      .replace(/[^\n]*\r(?!\n|$)/g, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: no database takes NUL and its like
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .trimEnd()
      .split('\n')
      .slice(-lines)
      .join('\n')
      .slice(-characters)
      .toWellFormed()
  )
}
