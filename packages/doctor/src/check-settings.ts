import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Settings, SettingsError } from '@pm-bot/domain'
import { loadSettings } from '@pm-bot/instance'
import { type Finding, verdictsOf } from './finding.ts'

const { ok, warning, problem } = verdictsOf('settings')

/** The settings where they can be read; every sentence about those that cannot. */
export function checkSettings(): { settings: Settings | undefined; findings: Finding[] } {
  try {
    const settings = loadSettings()
    const place = settings.databaseUrl === null ? 'on SQLite' : 'on Postgres'
    return {
      settings,
      findings: [ok(`The settings are sound: ${place}, data in ${resolve(settings.dataDirectory)}.`)],
    }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    const advice = 'Mend it in .env or in the environment; .env.example tells of every setting.'
    return { settings: undefined, findings: error.message.split('\n').map((line) => problem(line, advice)) }
  }
}

/** A file of secrets is for its owner alone. */
export function checkEnvFile(file = '.env'): Finding[] {
  if (!existsSync(file) || (statSync(file).mode & 0o077) === 0) return []
  const path = resolve(file)
  return [
    warning(`Others on this machine may read ${path}, which may hold passwords.`, `Run: chmod 600 ${path}`),
  ]
}
