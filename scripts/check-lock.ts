import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findLockProblems } from './lock-problems.ts'
import { root } from './project-root.ts'

const problems = findLockProblems(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
for (const problem of problems) console.error(`package-lock.json: ${problem}`)
process.exitCode = problems.length > 0 ? 1 : 0
