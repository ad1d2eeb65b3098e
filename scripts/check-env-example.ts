import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compareEnvExample, type SettingsTable } from './env-example/compare-env-example.ts'
import { findStrayReads } from './env-example/find-stray-reads.ts'
import { readSources } from './layers/read-sources.ts'
import { root } from './project-root.ts'

const SETTINGS_FILE = 'packages/domain/src/settings/settings.ts'
/** The environment is read by these and by nobody else. */
const READERS = ['packages/domain/src/settings/read-settings.ts', 'packages/instance/src/load-settings.ts']

async function findProblems(): Promise<string[]> {
  const file = join(root, SETTINGS_FILE)
  if (!existsSync(file)) return [`${SETTINGS_FILE} is not there: it declares every setting, as SETTINGS`]
  const { SETTINGS }: { SETTINGS?: SettingsTable } = await import(pathToFileURL(file).href)
  if (!SETTINGS) return [`${SETTINGS_FILE} exports no SETTINGS`]

  const example = join(root, '.env.example')
  const text = existsSync(example) ? readFileSync(example, 'utf8') : ''
  return [...compareEnvExample(text, SETTINGS), ...findStrayReads(readSources(root), READERS)]
}

const problems = await findProblems()
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0
