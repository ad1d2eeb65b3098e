import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { StartError } from '@pm-bot/instance'

const WEB = fileURLToPath(new URL('../../../web', import.meta.url))
const MODE = 'production'
const VITE = fileURLToPath(new URL('../../../node_modules/vite/bin/vite.js', import.meta.url))

/** Whether the page is there, built from the sources of today. */
export const isPageBuilt = (): boolean => isBuilt(join(WEB, 'dist', '.sources'), hashSources())

/** Where the built page lies; built again when its sources have changed since. */
export async function buildPage(onBuild: () => void): Promise<string> {
  const dist = join(WEB, 'dist')
  const stamp = join(dist, '.sources')
  const sources = hashSources()
  if (isBuilt(stamp, sources)) return dist

  onBuild()
  const draft = join(WEB, `.dist-${process.pid}`)
  const former = `${draft}-former`
  try {
    await promisify(execFile)(process.execPath, [VITE, 'build', '--outDir', draft, '--logLevel', 'warn'], {
      cwd: WEB,
      timeout: 120_000,
      // Whoever has set NODE_ENV, as a test run has, would get the libraries' development builds.
      env: { PATH: process.env.PATH, NODE_ENV: MODE },
    })
    writeFileSync(join(draft, '.sources'), sources)
    // Goes and appears whole: of two processes that build at once, none may serve, or delete, half of the other's.
    moveIfThere(dist, former)
    renameSync(draft, dist)
  } catch (error) {
    if (isBuilt(stamp, sources)) return dist
    throw new StartError(`the page could not be built:\n${(error as { stderr?: string }).stderr ?? error}`)
  } finally {
    for (const left of [draft, former]) rmSync(left, { recursive: true, force: true })
  }
  return dist
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
  }
}

const isBuilt = (stamp: string, sources: string): boolean =>
  existsSync(stamp) && readFileSync(stamp, 'utf8') === sources

function hashSources(): string {
  const hash = createHash('sha256').update(MODE)
  const files = ['index.html', 'package.json', 'vite.config.ts', ...walk('src'), ...walk('public')]
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(WEB, file)))
      .update('\0')
  return hash.digest('hex')
}

function walk(directory: string): string[] {
  if (!existsSync(join(WEB, directory))) return []
  return readdirSync(join(WEB, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(WEB.length + 1))
}
