export interface Answer {
  text: string
  /** `path:line` or `path:line-line`, as the agent's answer ends with them; each was looked up. */
  references: string[]
}

const REFERENCE = /^- (\S.*:\d+(?:-\d+)?)$/

/** An answer and the places that it rests on, which stand at its end as a list. */
export function readAnswer(text: string): Answer {
  const lines = text.trimEnd().split('\n')
  let from = lines.length
  while (from > 0 && REFERENCE.test(lines[from - 1] ?? '')) from -= 1
  const references = lines.slice(from).map((line) => REFERENCE.exec(line)?.[1] ?? line)
  return { text: lines.slice(0, from).join('\n').trimEnd(), references }
}
