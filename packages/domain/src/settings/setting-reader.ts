import type { SettingName } from './settings.ts'

/** Reads the settings one by one, and gathers what is wrong with them. */
export interface SettingReader {
  text(name: SettingName): string
  check(name: SettingName, holds: boolean, must: string): void
  integer(name: SettingName, least: number, most: number): number
}
