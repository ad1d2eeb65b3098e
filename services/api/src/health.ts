import { setTimeout as sleep } from 'node:timers/promises'
import type { HealthView } from '@pm-bot/domain'
import { type Database, listLiveRoles } from '@pm-bot/store'

/** Whoever asks whether this process lives must not wait for a database that does not. */
const PATIENCE_MS = 1000

type Check = HealthView['checks'][number]

/** What is wrong, as far as this process can tell. */
export async function readHealth(database: Database): Promise<HealthView> {
  const roles = await Promise.race([
    listLiveRoles(database).catch(() => undefined),
    sleep(PATIENCE_MS, undefined, { ref: false }),
  ])
  const checks = roles === undefined ? [DATABASE_AWAY] : [fine('database'), ...processesOf(database, roles)]
  return { status: checks.every(({ ok }) => ok) ? 'ok' : 'degraded', checks }
}

/** On SQLite one process is everything. */
function processesOf({ dialect }: Database, roles: string[]): Check[] {
  if (dialect === 'sqlite') return []
  return (['worker', 'scheduler'] as const).map((name) =>
    roles.includes(name) || roles.includes('all') ? fine(name) : ABSENT[name],
  )
}

const fine = (name: Check['name']): Check => ({ name, ok: true, message: null })

const DATABASE_AWAY: Check = {
  name: 'database',
  ok: false,
  message: 'The database does not answer. Start it; nothing that was accepted is lost.',
}
const ABSENT: Record<'worker' | 'scheduler', Check> = {
  worker: {
    name: 'worker',
    ok: false,
    message: 'No worker has been heard of for 30 seconds, so no run goes on. Start one: npm run worker.',
  },
  scheduler: {
    name: 'scheduler',
    ok: false,
    message: 'No scheduler has been heard of for 30 seconds, so no timer fires. Start it: npm run scheduler.',
  },
}
