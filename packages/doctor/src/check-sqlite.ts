import { existsSync, statSync } from 'node:fs'
import { examineSqlite, type SqliteFacts } from '@pm-bot/store'
import { judgeSchema } from './check-schema.ts'
import { type Finding, verdictsOf } from './finding.ts'

const { ok, warning, problem } = verdictsOf('database')
const LARGE_LOG_BYTES = 512 * 1024 * 1024

/** Only reads, also while pm-bot writes. */
export async function checkSqlite(file: string): Promise<Finding[]> {
  if (!existsSync(file)) return [ok('There is no database yet; the first start makes it.')]
  try {
    const facts = await examineSqlite(file)
    const log = `${file}-wal`
    return [...judgeSqlite(file, facts, existsSync(log) ? statSync(log).size : 0), judgeSchema(facts.schema)]
  } catch (error) {
    return [problem(`${file} cannot be read: ${(error as Error).message}.`, RESTORE)]
  }
}

export function judgeSqlite(file: string, { complaints }: SqliteFacts, logBytes: number): Finding[] {
  if (complaints.length > 0) return [problem(`${file} is damaged: ${complaints[0]}.`, RESTORE)]
  if (logBytes > LARGE_LOG_BYTES)
    return [
      warning(
        `The database's log has grown to ${Math.round(logBytes / 1e6)} MB.`,
        'Some program keeps the file open for reading; end it, and restart pm-bot.',
      ),
    ]
  return [ok(`The database ${file} is whole.`)]
}

const RESTORE = 'Stop pm-bot, keep a copy of the data directory, and restore a backup.'
