import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { readSettings, type Settings } from '@pm-bot/domain'

/** The settings, from `.env` and the environment; what is set in the environment wins. @throws SettingsError */
export function loadSettings(changes: Record<string, string | undefined> = {}): Settings {
  if (existsSync('.env')) loadEnvFile('.env')
  return readSettings({ ...process.env, ...changes })
}
