export type SettingsTable = Record<string, { description: string; default?: string; secret?: boolean }>

/** A name, set or commented out, and the comment lines right above it as one text. */
interface Entry {
  name: string
  line: number
  comment: string
}

const ASSIGNMENT = /^#?\s?([A-Z][A-Z0-9_]*)=(.*)$/

/** Where `.env.example` and the settings differ: each name once, under a comment that is its description. */
export function compareEnvExample(text: string, settings: SettingsTable): string[] {
  const entries = parse(text)
  const problems: string[] = []

  for (const [name, { description }] of Object.entries(settings)) {
    const [entry, ...others] = entries.filter((each) => each.name === name)
    if (!entry) problems.push(`.env.example: ${name} is missing`)
    else if (entry.comment !== oneLine(description)) {
      problems.push(
        `.env.example:${entry.line}: the comment above ${name} is not its description: ${description}`,
      )
    }
    for (const other of others) problems.push(`.env.example:${other.line}: ${name} is there twice`)
  }
  for (const { name, line } of entries) {
    if (!Object.hasOwn(settings, name)) problems.push(`.env.example:${line}: there is no setting ${name}`)
  }
  return problems
}

function parse(text: string): Entry[] {
  const entries: Entry[] = []
  let comments: string[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const name = ASSIGNMENT.exec(line)?.[1]
    if (name) entries.push({ name, line: index + 1, comment: oneLine(comments.join(' ')) })
    if (!name && line.startsWith('#')) comments.push(line.replace(/^#\s*/, ''))
    else comments = []
  }
  return entries
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
