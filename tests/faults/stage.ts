import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../setup/client.ts'
import { createDatabase } from '../setup/database.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../setup/embedded-postgres.ts'
import { createFleet, type Fleet } from '../setup/fleet.ts'
import type { DatabaseName } from '../setup/product.ts'

export interface Stage {
  postgres: EmbeddedPostgres
  databaseUrl: string
  fleet: Fleet
  /** For repositories and logs. */
  directory: string
}

/** A Postgres that keeps what it promised, and a fleet on it; all gone when `work` is over. */
export async function onStage<T>(
  settings: Record<string, string>,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const postgres = await startEmbeddedPostgres({ settings: { fsync: 'on', synchronous_commit: 'on' } })
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-stage-'))
  const { url } = await createDatabase(postgres.url)
  const fleet = createFleet({ databaseUrl: url, settings })
  try {
    return await work({ postgres, databaseUrl: url, fleet, directory })
  } finally {
    await fleet.end()
    await postgres.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

/** The same on one of both databases: processes apart on Postgres, or room for the one process on SQLite. */
export async function onEither<T>(
  database: DatabaseName,
  settings: Record<string, string>,
  work: (stage: Pick<Stage, 'fleet' | 'directory'>) => Promise<T>,
): Promise<T> {
  if (database === 'postgres') return await onStage(settings, work)
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-stage-'))
  const fleet = createFleet({ settings })
  try {
    return await work({ fleet, directory })
  } finally {
    await fleet.end()
    rmSync(directory, { recursive: true, force: true })
  }
}

const PATIENCE_MS = 30_000

export async function until(
  holds: () => Promise<boolean> | boolean,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  for (const deadline = Date.now() + patienceMs; !(await holds()); await sleep(5)) {
    if (Date.now() > deadline) throw new Error(`not within ${patienceMs} ms: ${holds}`)
  }
}

/** What `pm-bot audit verify` says once everything is sealed. */
export async function auditProblems({ request }: Client): Promise<string[]> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(100)) {
    const { body } = await request('GET', '/api/audit/verify')
    if (!body.ok) return [`the audit chain: ${JSON.stringify(body)}`]
    if (body.unsealed === 0) return []
    if (Date.now() > deadline) return [`${body.unsealed} audit events stay unsealed`]
  }
}
