import { join, resolve } from 'node:path'
import type { Settings } from '@pm-bot/domain'
import { checkClock } from './check-clock.ts'
import { checkDataDirectory } from './check-data-directory.ts'
import { checkDisk } from './check-disk.ts'
import { checkGit } from './check-git.ts'
import { checkGitHub } from './check-github.ts'
import { checkNode } from './check-node.ts'
import { checkPostgres } from './check-postgres.ts'
import { checkEnvFile } from './check-settings.ts'
import { checkSqlite } from './check-sqlite.ts'
import type { Finding } from './finding.ts'

/** What needs no settings. */
export const examineMachine = async (): Promise<Finding[]> => [
  checkNode(),
  ...checkEnvFile(),
  await checkClock(),
]

/** Reads all of a SQLite file, and while it does so this process does nothing else. */
export const examineDatabase = async ({
  databaseUrl,
  dataDirectory,
}: Pick<Settings, 'databaseUrl' | 'dataDirectory'>): Promise<Finding[]> =>
  databaseUrl === null
    ? await checkSqlite(join(resolve(dataDirectory), 'control_plane', 'pm_bot.sqlite3'))
    : await checkPostgres(databaseUrl)

/** What the settings lead to, as this process sees it. Nothing is changed. */
export async function examinePlaces(settings: Settings): Promise<Finding[]> {
  const { dataDirectory, commandPath } = settings
  return [
    ...checkDataDirectory(dataDirectory),
    await checkDisk(dataDirectory),
    await checkGit(commandPath),
    ...(await checkGitHub(settings)),
  ]
}
