import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runGit } from './run-git.ts'

/** As GitHub's: shallow and partial clones, any commit by its sha; a force push is taken, and seen. */
const SETTINGS = `
[uploadpack]
  allowFilter = true
  allowAnySHA1InWant = true
[receive]
  denyNonFastForwards = false
  denyDeleteCurrent = ignore
[http]
  receivepack = true
[gc]
  auto = 0
`

/** An empty repository. Answers where it lies. */
export async function createBare(folder: string, name: string, defaultBranch: string): Promise<string> {
  await runGit(folder, [
    'init',
    '--quiet',
    '--bare',
    '--template=',
    `--initial-branch=${defaultBranch}`,
    name,
  ])
  const path = join(folder, name)
  await appendFile(join(path, 'config'), SETTINGS)
  return path
}
