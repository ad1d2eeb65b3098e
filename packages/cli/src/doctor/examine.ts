import { join, resolve } from 'node:path'
import { checkClock } from './check-clock.ts'
import { checkDataDirectory } from './check-data-directory.ts'
import { checkDisk } from './check-disk.ts'
import { checkGit } from './check-git.ts'
import { checkGitHub } from './check-github.ts'
import { checkNode } from './check-node.ts'
import { checkPage } from './check-page.ts'
import { checkPort } from './check-port.ts'
import { checkPostgres } from './check-postgres.ts'
import { checkSandbox } from './check-sandbox.ts'
import { checkEnvFile, checkSettings } from './check-settings.ts'
import { checkSqlite } from './check-sqlite.ts'
import type { Finding } from './finding.ts'

/** Every check there is; without sound settings, those that need none. Nothing is changed. */
export async function examine(): Promise<Finding[]> {
  const { settings, findings } = checkSettings()
  const everywhere = [checkNode(), ...findings, ...checkEnvFile(), await checkClock()]
  if (!settings) return everywhere

  const { databaseUrl, dataDirectory, commandPath } = settings
  return [
    ...everywhere,
    ...checkDataDirectory(dataDirectory),
    await checkDisk(dataDirectory),
    ...(databaseUrl === null
      ? await checkSqlite(join(resolve(dataDirectory), 'control_plane', 'pm_bot.sqlite3'))
      : await checkPostgres(databaseUrl)),
    await checkGit(commandPath),
    ...(await checkGitHub(settings)),
    await checkSandbox(commandPath),
    await checkPort(settings),
    checkPage(databaseUrl !== null),
  ]
}
