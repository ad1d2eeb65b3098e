import { statSync } from 'node:fs'
import { readSettings } from '../packages/domain/src/settings/read-settings.ts'

/** Four touches may be missed. */
const OLDEST_MS = 20_000

/** Exit code 0 while the process of these settings keeps its file young. */
const { aliveFile } = readSettings()
const touched = aliveFile === null ? undefined : statSync(aliveFile, { throwIfNoEntry: false })?.mtimeMs
const isAlive = touched !== undefined && Date.now() - touched < OLDEST_MS
if (!isAlive) process.stderr.write('PMBOT_ALIVE_FILE is not there or not touched any more\n')
process.exitCode = isAlive ? 0 : 1
