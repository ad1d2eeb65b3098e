import type { DiffLine } from '@pm-bot/domain'

/** One row of the view side by side. What was added has nothing on the left, what was removed nothing on the right. */
export interface LinePair {
  left: DiffLine | undefined
  right: DiffLine | undefined
}

/** Removed lines stand beside the added ones that come right after them. */
export function splitLines(lines: readonly DiffLine[]): LinePair[] {
  const pairs: LinePair[] = []
  /** The first row whose right side an added line may take. */
  let free = 0
  for (const line of lines) {
    const waiting = pairs[free]
    if (line.kind === 'deleted') pairs.push({ left: line, right: undefined })
    else if (line.kind === 'added' && waiting) {
      waiting.right = line
      free += 1
      continue
    } else if (line.kind === 'added') pairs.push({ left: undefined, right: line })
    else if (line.kind === 'context') pairs.push({ left: line, right: line })
    else pairs.push(noteBeside(line, pairs.at(-1)))
    // Only removed lines leave a side free, and only for the lines right behind them.
    if (line.kind !== 'deleted') free = pairs.length
  }
  return pairs
}

/** “No newline at end of file” belongs to the line above it, on its side. */
const noteBeside = (note: DiffLine, above: LinePair | undefined): LinePair => ({
  left: above?.left ? note : undefined,
  right: above?.right ? note : undefined,
})
