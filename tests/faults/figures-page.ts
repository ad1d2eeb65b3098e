import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project-root.ts'

const PAGE = join(root, 'docs/reliability.md')

/** Puts figures into the page, where it keeps a place for them. */
export const writeFigures = (name: string, figures: string): void => changeFigures(name, () => figures)

/** The same for figures of which some stay: `change` gets those that stand there. */
export const changeFigures = (name: string, change: (figures: string) => string): void =>
  writeFileSync(PAGE, changeBlock(readFileSync(PAGE, 'utf8'), name, change))

/** Between the two marks of that name. */
function changeBlock(document: string, name: string, change: (block: string) => string): string {
  const [begin, end] = [`<!-- begin: ${name} -->`, `<!-- end: ${name} -->`]
  const from = document.indexOf(begin) + begin.length
  const to = document.indexOf(end)
  if (!document.includes(begin) || to < from)
    throw new Error(`the document has no place for the figures of ${name}`)
  return `${document.slice(0, from)}\n${change(document.slice(from, to).trim())}\n${document.slice(to)}`
}
