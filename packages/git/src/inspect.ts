import { basename } from 'node:path'
import type { RepositoryFacts } from '@pm-bot/domain'
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
    env: await withoutFilters(runGit, path),
  })
  return stdout.length > 0
}

/** Comparing a file with the index may run a clean filter that the repository configures. */
async function withoutFilters(runGit: RunGit, cwd: string): Promise<Record<string, string>> {
  const { stdout } = await runGit({
    cwd,
    args: ['config', '-z', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|smudge|process|required)$'],
    answers: [0, 1],
  })
  const keys = new Set(stdout.toString().split('\0').filter(Boolean))
  const settings = [...keys].flatMap((key, at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, ''],
  ])
  return Object.fromEntries([['GIT_CONFIG_COUNT', String(keys.size)], ...settings])
}
