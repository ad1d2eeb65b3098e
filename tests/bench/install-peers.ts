import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const FOLDER = join(import.meta.dirname, 'peers')
const LIMIT_MS = 5 * 60_000

let asked: Promise<string | undefined> | undefined

/** Why the peers are not there, or undefined when they are; installs them when first asked. */
export function peersMissing(): Promise<string | undefined> {
  asked ??= install()
  return asked
}

async function install(): Promise<string | undefined> {
  if (isInstalled()) return undefined
  console.error(`installing the peers into ${FOLDER} …`)
  try {
    const args = ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error', '--ignore-scripts']
    await promisify(execFile)('npm', args, { cwd: FOLDER, timeout: LIMIT_MS, killSignal: 'SIGKILL' })
    return undefined
  } catch (error) {
    const { killed, stderr } = error as { killed?: boolean; stderr?: string }
    const reason = killed
      ? `npm took more than ${LIMIT_MS / 60_000} minutes`
      : firstLine(stderr ?? String(error))
    console.error(`The peers cannot be installed, so they are not measured: ${reason}`)
    return `could not be installed: ${reason}`
  }
}

/** npm writes the tree's lock file when it is done, with what it installed. */
function isInstalled(): boolean {
  try {
    const wanted = packagesOf('package-lock.json')
    const present = packagesOf('node_modules/.package-lock.json')
    return Object.keys(wanted).every(
      (path) => path === '' || wanted[path]!.optional || present[path]?.version === wanted[path]!.version,
    )
  } catch {
    return false
  }
}

interface LockedPackage {
  version: string
  optional?: boolean
}

const packagesOf = (file: string): Record<string, LockedPackage> =>
  JSON.parse(readFileSync(join(FOLDER, file), 'utf8')).packages

const firstLine = (text: string): string => text.trim().split('\n')[0]!
