import { cast } from '@pm-bot/actors'
import { createRedactor, FIRST_WORKSPACE, type Redactor, type Settings } from '@pm-bot/domain'
import { createLogger, type Logger } from '@pm-bot/logging'
import { createMetrics, type Metrics } from '@pm-bot/metrics'
import { ask } from '@pm-bot/runtime'
import {
  type DataDirectory,
  lockDataDirectory,
  openDataDirectory,
  openStore,
  type Store,
} from '@pm-bot/store'
import { keepAliveFile } from './alive-file.ts'
import { explainConnection } from './explain-connection.ts'
import { measure, type Role } from './measure.ts'
import { PROCESS_ID } from './publish-metrics.ts'
import { VERSION } from './version.ts'

export interface Instance {
  settings: Settings
  redactor: Redactor
  logger: Logger
  data: DataDirectory
  store: Store
  metrics: Metrics
  close(): Promise<void>
}

export interface InstanceOptions {
  /** Of the process, in its log lines and its connections' names. */
  name: string
  /** Of a process that serves, and whose counts are shown. */
  role?: Role
  /** Looks after the work queues. */
  supervise?: boolean
}

/**
 * Opens everything that is kept: the data directory, and the database brought up to date.
 * @throws StartError, DataDirectoryError, DatabaseTooNewError
 */
export async function openInstance(settings: Settings, options: InstanceOptions): Promise<Instance> {
  const { name, role, supervise = true } = options
  const redactor = createRedactor(settings.secrets)
  const logger = createLogger({ name, level: settings.logLevel, redactor })
  const data = openDataDirectory(settings.dataDirectory)
  const lock = settings.databaseUrl === null ? lockDataDirectory(data) : undefined
  try {
    const store = await openStore({
      location: settings.databaseUrl === null ? { file: data.databaseFile } : { url: settings.databaseUrl },
      applicationName: name,
      supervise,
      redactor,
      onError: (error) => logger.error({ err: error }, 'database'),
    })
    await makeFirstWorkspace(store)
    const metrics = createMetrics({ role: role ?? 'command', process: PROCESS_ID, version: VERSION })
    const onError = (error: unknown) => logger.error({ err: error }, 'metrics')
    const measuring = role && measure({ store, metrics, role, onError })
    const alive = settings.aliveFile
      ? keepAliveFile(settings.aliveFile, store.database, (error) =>
          logger.error({ err: error }, 'alive file'),
        )
      : undefined
    return {
      settings,
      redactor,
      logger,
      data,
      store,
      metrics,
      async close() {
        await measuring?.stop()
        await alive?.stop()
        await store.close()
        lock?.release()
      },
    }
  } catch (error) {
    lock?.release()
    throw settings.databaseUrl === null ? error : explainConnection(error, settings.databaseUrl)
  }
}

/** Created twice is created: every start makes sure. */
async function makeFirstWorkspace({ storage }: Store): Promise<void> {
  const workspace = { kind: 'workspace', key: FIRST_WORKSPACE.workspaceId }
  await ask(storage, cast, workspace, { type: 'create-workspace', ...FIRST_WORKSPACE, by: 'pm-bot' })
}

export const auditFilesOf = (data: DataDirectory) => ({
  keyFile: data.auditKeyFile,
  headsFile: data.auditHeadsFile,
})
