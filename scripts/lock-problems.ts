interface LockEntry {
  version?: string
  resolved?: string
  integrity?: string
  link?: boolean
  optionalDependencies?: Record<string, string>
}

export interface LockFile {
  packages: Record<string, LockEntry>
}

export function findLockProblems({ packages }: LockFile): string[] {
  const problems: string[] = []
  for (const [path, entry] of Object.entries(packages)) {
    if (!entry.link && entry.resolved) {
      problems.push(
        `${path} names where it was downloaded from: npm config set omit-lockfile-registry-resolved true`,
      )
    }
    if (path.includes('node_modules/') && !entry.link && !entry.integrity)
      problems.push(`${path} has no integrity`)

    // npm writes such a lock in silence when a registry does not have all platforms yet, and `npm ci` then fails.
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!resolves(packages, path, name))
        problems.push(`${path || 'the root'} lists ${name}, which is not locked`)
    }
  }
  return problems
}

/** As Node looks for it: beside the package's own dependencies, then in every node_modules above. */
function resolves(packages: LockFile['packages'], from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('node_modules/') - 1, 0))) {
    if (packages[at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`]) return true
    if (at === '') return false
  }
}
