import { ToolError } from './tool-performer.ts'

export interface Edit {
  old: string
  new: string
  all?: boolean
}

/**
 * Replaces one after the other. `mostCharacters`: of what comes out, and of what stands there in between, because each
 * edit may make the next one find more. @throws ToolError that says which one does not fit, and what is there instead */
export function applyEdits(
  text: string,
  edits: readonly Edit[],
  mostCharacters: number,
): { text: string; places: number } {
  let places = 0
  let result = text
  for (const [at, edit] of edits.entries()) {
    const parts = result.split(edit.old)
    const found = parts.length - 1
    if (edit.old === edit.new)
      throw new ToolError(`${nameOf(at, edits)} changes nothing: old and new are the same.`)
    if (found === 0)
      throw new ToolError(
        `${nameOf(at, edits)} does not fit: ${whyNotFound(result, edit.old)} Nothing was changed.`,
      )
    if (found > 1 && edit.all !== true) {
      throw new ToolError(
        `${nameOf(at, edits)} does not fit: its old text stands there ${found} times, in lines ${linesOf(parts)}. Give more of ` +
          'what is around it, or set all. Nothing was changed.',
      )
    }
    if (result.length + found * (edit.new.length - edit.old.length) > mostCharacters) {
      throw new ToolError('The file would become too big. Nothing was changed.')
    }
    result = parts.join(edit.new)
    places += found
  }
  return { text: result, places }
}

const nameOf = (at: number, edits: readonly Edit[]): string =>
  edits.length === 1 ? 'The edit' : `Edit ${at + 1}`

function linesOf(parts: readonly string[]): string {
  const lines: number[] = []
  let line = 1
  for (const part of parts.slice(0, -1)) {
    line += countOf('\n', part)
    lines.push(line)
  }
  return `${lines.slice(0, 10).join(', ')}${lines.length > 10 ? ' …' : ''}`
}

function whyNotFound(text: string, old: string): string {
  const loosely = (words: string) => words.replace(/\s+/g, ' ').trim()
  if (/^\d+\t/m.test(old)) return 'its old text begins with line numbers, which are not in the file.'
  if (text.includes('\r\n') && text.replaceAll('\r\n', '\n').includes(old))
    return 'lines of this file end in CR LF (“\\r\\n”).'
  if (loosely(old) !== '' && loosely(text).includes(loosely(old))) {
    return 'its old text stands there with other white space. Read the file again and take over every blank, tab and line end.'
  }
  const first =
    old
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  const near = text.split('\n').findIndex((line) => first !== '' && line.includes(first))
  if (near !== -1)
    return `its old text is not there; its first line is line ${near + 1}, and what follows is different. Read it again.`
  return 'its old text is not there. Read the file again.'
}

const countOf = (part: string, text: string): number => text.split(part).length - 1
