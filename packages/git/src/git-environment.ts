import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/**
 * The only configuration besides a repository's own. A file, because `-c` and
 * `GIT_CONFIG_*` do not reach the upload-pack that a fetch starts in its source, and
 * because git trusts `safe.directory` only from there.
 */
const GLOBAL_CONFIG = `# Written by pm-bot at every start.
[safe]
	directory = *
`

/** Stands above a repository's own configuration, whoever wrote that. */
const OVERRIDES = [
  'core.hooksPath=/dev/null',
  // Empty and not `false`: git before 2.36 takes that for the name of a program to run.
  'core.fsmonitor=',
  'core.attributesFile=/dev/null',
  'core.excludesFile=/dev/null',
  'core.quotePath=false',
  'core.autocrlf=false',
  'core.protectHFS=true',
  'core.protectNTFS=true',
  // A split index would leave files in the git directory, also when the index lies elsewhere.
  'core.splitIndex=false',
  'core.untrackedCache=false',
  'core.sparseCheckout=false',
  // Otherwise a reflog would be made for the run's branch.
  'core.logAllRefUpdates=false',
  'commit.gpgSign=false',
  'gc.auto=0',
  // Otherwise a commit would get an encoding header, and with it another id.
  'i18n.commitEncoding=UTF-8',
  'index.sparse=false',
  'maintenance.auto=false',
  'protocol.allow=never',
  'protocol.file.allow=always',
  // The one that lets a commit be fetched that no ref reaches: a base whose branch was rewritten.
  'protocol.version=2',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'advice.detachedHead=false',
]

export const HARDENED_ARGS: readonly string[] = OVERRIDES.flatMap((setting) => ['-c', setting])

/** A workspace can be made again; a commit in the operator's repository has to last. */
export const DURABLE_ARGS: readonly string[] = [
  '-c',
  'core.fsync=all',
  // The same for git before 2.36.
  '-c',
  'core.fsyncObjectFiles=true',
]

/** Everything that git gets to see of our environment. */
export function prepareGitEnvironment(gitDirectory: string): Record<string, string> {
  mkdirSync(gitDirectory, { recursive: true })
  const config = join(gitDirectory, 'config')
  const temporary = join(gitDirectory, `.config-${randomUUID()}`)
  writeFileSync(temporary, GLOBAL_CONFIG)
  renameSync(temporary, config)

  return {
    PATH: trustedPath(process.env.PATH ?? '') || '/usr/local/bin:/usr/bin:/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: config,
    // The data directory may lie in somebody's repository, which is none of our scratch directories' business.
    GIT_CEILING_DIRECTORIES: gitDirectory,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_EDITOR: 'false',
    GIT_PAGER: 'cat',
  }
}

/** Git runs inside other people's trees, where a relative entry, or an empty one, would lead to their programs. */
function trustedPath(path: string): string {
  const isTrusted = (entry: string) => isAbsolute(entry) && !entry.split('/').includes('node_modules')
  return path.split(delimiter).filter(isTrusted).join(delimiter)
}
