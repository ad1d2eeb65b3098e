import type { GitCall, RunGit } from './run-git.ts'

type Place = Pick<GitCall, 'cwd' | 'gitDir'>

/** Comparing a file with the index may run a clean filter that the repository configures. */
export async function withoutFilters(runGit: RunGit, place: Place): Promise<Record<string, string>> {
  const keys = await listKeys(runGit, place, '^filter\\..*\\.(clean|smudge|process|required)$')
  return overrides(keys.map((key) => [key, '']))
}

/** Git 2.54 and newer runs the hooks that a configuration names, whatever core.hooksPath is. */
export async function withoutHooks(runGit: RunGit, place: Place): Promise<Record<string, string>> {
  const keys = await listKeys(runGit, place, '^hook\\..*\\.event$')
  return overrides(keys.map((key) => [key.replace(/event$/, 'enabled'), 'false']))
}

async function listKeys(runGit: RunGit, place: Place, pattern: string): Promise<string[]> {
  const args = ['config', '-z', '--name-only', '--get-regexp', pattern] as const
  const { stdout } = await runGit({ ...place, args, answers: [0, 1] })
  return [...new Set(stdout.toString().split('\0').filter(Boolean))]
}

/** As strong as `-c`, which a name with an equals sign in it would mislead, and seen in no list of processes. */
export function overrides(
  settings: readonly (readonly [key: string, value: string])[],
): Record<string, string> {
  const variables = settings.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ])
  return Object.fromEntries([['GIT_CONFIG_COUNT', String(settings.length)], ...variables])
}
