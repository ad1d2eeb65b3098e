import type { Risk } from '../inbox/inbox.ts'
import { shortestPath } from '../values/glob.ts'
import type { ChangedFile } from './changeset.ts'

/** What runs by itself, decides who may approve, or says what else is fetched. */
const RISKY_PATHS = [
  /^\.github\/(?:workflows|actions)\//,
  /(?:^|\/)CODEOWNERS$/,
  /(?:^|\/)\.git(?:modules|attributes)$/,
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock)$/,
  /(?:^|\/)(?:Cargo\.lock|Gemfile\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|composer\.lock|go\.sum|flake\.lock)$/,
  /(?:^|\/)(?:mix\.lock|Podfile\.lock|pubspec\.lock|packages\.lock\.json|gradle\.lockfile)$/,
]
const LINK = '120000'
const SUBMODULE = '160000'

/** Links, submodules, programs and the paths above deserve a second look, also where they go away or came from. */
export const riskOf = (files: readonly ChangedFile[]): Risk => (files.some(isRiskyFile) ? 'high' : 'low')

export function isRiskyFile({
  mode,
  oldMode,
  path,
  oldPath,
}: { mode: string | null; oldMode: string | null } & Pick<ChangedFile, 'path' | 'oldPath'>): boolean {
  if ([mode, oldMode].some((each) => each === LINK || each === SUBMODULE)) return true
  if (mode === '100755' && oldMode !== '100755') return true
  return [path, oldPath ?? ''].some(isRiskyPath)
}

/**
 * Whichever way the path is spelled. Case is no protection on every file system, and GitHub finds CODEOWNERS in several
 * places.
 */
export function isRiskyPath(path: string): boolean {
  const shortest = shortestPath(path)
  return RISKY_PATHS.some((risky) => new RegExp(risky, 'i').test(shortest))
}
