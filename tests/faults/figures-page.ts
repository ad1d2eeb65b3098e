import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project-root.ts'

const PAGE = join(root, 'docs/reliability.md')

/** Puts figures into the page, where it keeps a place for them. */
export const writeFigures = (name: string, figures: string): void =>
  writeFileSync(PAGE, replaceBlock(readFileSync(PAGE, 'utf8'), name, figures))

/** Between the two marks of that name. */
function replaceBlock(document: string, name: string, block: string): string {
  const [begin, end] = [`<!-- begin: ${name} -->`, `<!-- end: ${name} -->`]
  const from = document.indexOf(begin)
  const to = document.indexOf(end)
  if (from < 0 || to < from) throw new Error(`the document has no place for the figures of ${name}`)
  return `${document.slice(0, from + begin.length)}\n${block}\n${document.slice(to)}`
}
