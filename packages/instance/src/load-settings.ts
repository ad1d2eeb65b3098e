import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { readSettings, type Settings } from '@pm-bot/domain'
import { StartError } from './start-error.ts'

/** The settings, from `.env` and the environment; what is set in the environment wins. @throws SettingsError */
export function loadSettings(changes: Record<string, string | undefined> = {}): Settings {
  if (existsSync('.env')) loadEnvFile('.env')
  return readSettings({ ...process.env, ...changes })
}

/** For a process beside others: on SQLite there is but one. @throws StartError */
export function loadServerSettings(): Settings {
  const settings = loadSettings()
  if (settings.databaseUrl !== null) return settings
  throw new StartError('a process of its own needs DATABASE_URL; on SQLite, npm start is the one process')
}
