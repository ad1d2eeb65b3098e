import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './project-root.ts'

const rows = readFileSync(join(root, 'docs/features.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-E]\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))

test.each(rows.map(([, ids = '', , proof = '']) => ({ ids, proof })))(
  '$ids is proved by a test that exists',
  ({ proof }) => {
    const paths = [...proof.matchAll(/`([^`]+)`/g)].flatMap(([, path = '']) => alternatives(path))
    expect(paths.length).toBeGreaterThan(0)
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  },
)

/** `a.{b,c}.ts` means both. */
function alternatives(path: string): string[] {
  const match = /^(.*)\{(.*)\}(.*)$/.exec(path)
  if (!match) return [path]
  const [, before, middle = '', after] = match
  return middle.split(',').map((part) => `${before}${part}${after}`)
}
