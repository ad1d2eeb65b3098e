import { basename } from 'node:path'
import type { RepositoryFacts } from '@pm-bot/domain'
import { withoutFilters } from './configured-programs.ts'
import { findRepository, type Repository } from './find-repository.ts'
import type { RunGit } from './run-git.ts'

export async function inspect(runGit: RunGit, path: string): Promise<RepositoryFacts> {
  const repository = await findRepository(runGit, path)
  return {
    path: repository.path,
    name: basename(repository.path).replace(/(.)\.git$/, '$1'),
    bare: repository.bare,
    headSha: repository.headSha,
    branch: repository.branch,
    dirty: repository.bare ? false : await isDirty(runGit, repository),
  }
}

async function isDirty(runGit: RunGit, { path }: Repository): Promise<boolean> {
  const { stdout } = await runGit({
    cwd: path,
    // Looking into a submodule would run git there, with that repository's configuration.
    args: ['status', '--porcelain', '-z', '--no-renames', '--ignore-submodules=all'],
    env: await withoutFilters(runGit, { cwd: path }),
  })
  return stdout.length > 0
}
