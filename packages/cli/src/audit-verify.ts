import { existsSync } from 'node:fs'
import { auditFilesOf, loadSettings, StartError } from '@pm-bot/instance'
import { openDatabaseToRead, openDataDirectory, verifyAudit } from '@pm-bot/store'

/** Only reads, so it may run beside the process that owns the database. */
export async function auditVerify(options: { json?: boolean }): Promise<void> {
  const settings = loadSettings()
  const data = openDataDirectory(settings.dataDirectory)
  if (settings.databaseUrl === null && !existsSync(data.databaseFile)) {
    throw new StartError(
      `there is no database in ${data.root} yet; run npm start first, or set PMBOT_DATA_DIR`,
    )
  }
  const location = settings.databaseUrl === null ? { file: data.databaseFile } : { url: settings.databaseUrl }
  const database = openDatabaseToRead(location)
  try {
    const verdict = await verifyAudit(database, auditFilesOf(data))
    if (!verdict.ok) process.exitCode = 1
    if (options.json) {
      process.stdout.write(`${JSON.stringify(verdict)}\n`)
      return
    }
    const { ok, sealedTo, unsealed, problems } = verdict
    process.stdout.write(
      `${ok ? 'The audit trail is whole' : 'THE AUDIT TRAIL WAS TAMPERED WITH'}: sealed to ${sealedTo}, ${unsealed} unsealed.\n`,
    )
    for (const { sealNo, eventId, problem } of problems) {
      process.stdout.write(`  ${sealNo ?? '-'}  ${eventId ?? '-'}  ${problem}\n`)
    }
  } finally {
    await database.close()
  }
}
