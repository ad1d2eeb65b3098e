import { loadSettings, openInstance, StartError } from '@pm-bot/instance'
import { grantRuntimeRole, untilIndexesBuilt } from '@pm-bot/store'
import { openRunner } from '@pm-bot/worker'

/**
 * Everything that changes tables: our migrations, the work queues, the agents' checkpoints, and what
 * the role may do that the other processes run as.
 */
export async function migrate(options: { json?: boolean; runtimeRole?: string }): Promise<void> {
  const { runtimeRole } = options
  const settings = loadSettings()
  if (runtimeRole !== undefined && settings.databaseUrl === null) {
    throw new StartError('--runtime-role needs DATABASE_URL; SQLite has no roles')
  }
  const instance = await openInstance(settings, { name: 'pm-bot migrate', supervise: false })
  const { store, close } = instance
  try {
    const runner = await openRunner(instance)
    await runner.close()
    await untilIndexesBuilt(store.database)
    if (runtimeRole !== undefined) await grantRuntimeRole(store.database, runtimeRole)
  } finally {
    await close()
  }
  const { dialect } = store.database
  const granted = runtimeRole === undefined ? '' : ` The role ${runtimeRole} may do what the processes need.`
  const sentence = `The database (${dialect}) is up to date.${granted}`
  process.stdout.write(`${options.json ? JSON.stringify({ ok: true, database: dialect }) : sentence}\n`)
}
