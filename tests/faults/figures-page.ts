import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project-root.ts'
import { replaceBlock } from './seeds/render-figures.ts'

const PAGE = join(root, 'docs/reliability.md')

/** Puts figures into the page, where it keeps a place for them. */
export const writeFigures = (name: string, figures: string): void =>
  writeFileSync(PAGE, replaceBlock(readFileSync(PAGE, 'utf8'), name, figures))
