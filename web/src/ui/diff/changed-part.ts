import type { DiffLine } from '@pm-bot/domain'

/** Where a line differs from its counterpart: [start, end) of the text. */
export type ChangedPart = readonly [start: number, end: number]

/** Lines so unlike each other are replaced, not changed. */
const LEAST_COMMON = 0.3

/** For each deleted line that an added one took the place of, what became different in both. */
export function changedParts(lines: readonly DiffLine[]): Map<DiffLine, ChangedPart> {
  const parts = new Map<DiffLine, ChangedPart>()
  for (const [deleted, added] of blocks(lines)) {
    if (deleted.length !== added.length) continue
    deleted.forEach((before, index) => {
      const after = added[index]
      const found = after && difference(before.text, after.text)
      if (!found) return
      parts.set(before, found[0])
      parts.set(after, found[1])
    })
  }
  return parts
}

function blocks(lines: readonly DiffLine[]): Array<[DiffLine[], DiffLine[]]> {
  const all: Array<[DiffLine[], DiffLine[]]> = []
  let last: DiffLine['kind'] = 'context'
  for (const line of lines) {
    if (line.kind === 'deleted' && last !== 'deleted') all.push([[], []])
    if (line.kind === 'deleted') all.at(-1)?.[0].push(line)
    if (line.kind === 'added' && last !== 'context') all.at(-1)?.[1].push(line)
    if (line.kind !== 'note') last = line.kind === 'added' && last === 'context' ? 'context' : line.kind
  }
  return all
}

function difference(before: string, after: string): [ChangedPart, ChangedPart] | undefined {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  if (splitsPair(before, start) || splitsPair(after, start)) start -= 1
  let tail = 0
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  if (splitsPair(before, before.length - tail) || splitsPair(after, after.length - tail)) tail -= 1
  if (start + tail < LEAST_COMMON * Math.max(before.length, after.length)) return undefined
  return [
    [start, before.length - tail],
    [start, after.length - tail],
  ]
}

/** Half a surrogate pair is no character, and could not be named when it hides. */
const splitsPair = (text: string, at: number) => (text.codePointAt(at - 1) ?? 0) > 0xffff
