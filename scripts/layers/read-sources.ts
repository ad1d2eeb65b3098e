import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Sources } from './layer-table.ts'

const PATTERNS = [
  '{packages,services}/*/package.json',
  'web/package.json',
  '{packages,services,web,db}/**/*.{ts,tsx}',
]

export function readSources(root: string): Sources {
  const exclude = (path: string) => /(^|[\\/])(node_modules|dist)$/.test(path)
  const paths = PATTERNS.flatMap((pattern) => globSync(pattern, { cwd: root, exclude }))
  return Object.fromEntries(
    paths.sort().map((path) => [path.split(sep).join('/'), readFileSync(join(root, path), 'utf8')]),
  )
}
