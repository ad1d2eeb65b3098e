import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findLockProblems } from './lock-problems.ts'
import { root } from './project-root.ts'

const LOCK_FILES = ['package-lock.json', 'tests/bench/peers/package-lock.json']

for (const file of LOCK_FILES) {
  for (const problem of findLockProblems(JSON.parse(readFileSync(join(root, file), 'utf8')))) {
    console.error(`${file}: ${problem}`)
    process.exitCode = 1
  }
}
