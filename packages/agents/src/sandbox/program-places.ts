import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { isSystemPlace } from './system-places.ts'

/** Where programs have what they load. Never `share`, where people's own data lies. */
const BESIDE: Record<string, readonly string[]> = {
  bin: ['lib', 'lib64', 'libexec', 'include'],
  // Of version managers.
  shims: ['bin', 'installs', 'lib', 'libexec', 'plugins', 'versions'],
}
const MAX_LINKS = 500

/**
 * The directories and files behind a PATH that the system's places do not hold, e.g. of a version manager in the operator's
 * home: the directories themselves, the libraries beside them, and single programs that links in them lead to. Directories
 * that hold more than programs (a home, whatever lies above one, a place that everybody writes to) are left out.
 */
export function programPlaces(path: string, { home }: { home: string }): string[] {
  const directories = [...new Set(path.split(':').filter(isAbsolute).map(realOf))].filter(
    (directory) => directory !== undefined && !isSystemPlace(directory) && holdsPrograms(directory, home),
  ) as string[]
  const beside = directories
    .filter((directory) => holdsPrograms(dirname(directory), home))
    .flatMap((directory) => (BESIDE[basename(directory)] ?? []).map((name) => join(dirname(directory), name)))
    .filter((directory) => statSync(directory, { throwIfNoEntry: false })?.isDirectory())
  const places = [...directories, ...beside]
  const isHeld = (file: string) =>
    isSystemPlace(file) || places.some((place) => file === place || file.startsWith(`${place}/`))
  return [...places, ...directories.flatMap(programsLinkedFrom).filter((program) => !isHeld(program))]
}

function holdsPrograms(directory: string, home: string): boolean {
  const real = realOf(home) ?? home
  if (directory === '/' || real === directory || real.startsWith(`${directory}/`)) return false
  return (statSync(directory).mode & 0o002) === 0
}

function programsLinkedFrom(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .slice(0, MAX_LINKS)
    .flatMap((entry) => realOf(join(directory, entry.name)) ?? [])
    .filter((file) => {
      const stat = statSync(file, { throwIfNoEntry: false })
      return stat?.isFile() === true && (stat.mode & 0o111) !== 0
    })
}

/** Undefined for what is not there, or may not be looked at. */
function realOf(path: string): string | undefined {
  try {
    const real = realpathSync(path)
    statSync(real)
    return real
  } catch {
    return undefined
  }
}
