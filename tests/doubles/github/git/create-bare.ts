import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { refuseWorkflows } from './workflow-hook.ts'

/** As GitHub's: shallow and partial clones, any commit by its sha; a force push is taken, and seen. */
const CONFIG = `[core]
  repositoryformatversion = 0
  bare = true
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

/** An empty repository, as `git init` makes it. Answers where it lies. */
export async function createBare(folder: string, name: string, defaultBranch: string): Promise<string> {
  const path = join(folder, name)
  await mkdir(join(path, 'refs', 'heads'), { recursive: true })
  await mkdir(join(path, 'objects'))
  await writeFile(join(path, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`)
  await writeFile(join(path, 'config'), CONFIG)
  await refuseWorkflows(path)
  return path
}
