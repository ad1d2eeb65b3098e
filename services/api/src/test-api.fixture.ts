import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cast } from '@pm-bot/actors'
import { createRedactor, FIRST_WORKSPACE, readSettings, type Settings } from '@pm-bot/domain'
import { openArtifactStore } from '@pm-bot/files'
import { openGit } from '@pm-bot/git'
import { createLogger } from '@pm-bot/logging'
import { createMetrics } from '@pm-bot/metrics'
import { ask } from '@pm-bot/runtime'
import { openStore, openVault } from '@pm-bot/store'
import { inject } from 'vitest'
import { createDatabase } from '../../../tests/setup/database.ts'
import { createApi } from './index.ts'

export const DATABASES = ['sqlite', 'postgres'] as const
export const PORT = 7099

/** A whole api over an empty database, with a git repository beside it. */
export async function openTestApi(
  database: (typeof DATABASES)[number],
  environment: Record<string, string> = {},
  change: Partial<Settings> = {},
  postgresUrl?: string,
) {
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-api-'))
  const postgres =
    database === 'postgres' ? await createDatabase(postgresUrl ?? inject('postgresUrl')) : undefined
  const settings = { ...readSettings({ PMBOT_PORT: `${PORT}`, ...environment }), ...change }
  const redactor = createRedactor(settings.secrets)
  const logged: string[] = []
  const logger = createLogger({ name: 'test', level: process.env.PMBOT_TEST_LOG ?? 'silent', redactor })
  const store = await openStore({
    location: postgres ? { url: postgres.url } : { file: join(directory, 'test.sqlite3') },
    redactor,
    supervise: false,
    onError: (error) => logged.push(String(error)),
  })
  const workspace = { kind: 'workspace', key: FIRST_WORKSPACE.workspaceId }
  await ask(store.storage, cast, workspace, { type: 'create-workspace', ...FIRST_WORKSPACE, by: 'test' })

  const webRoot = join(directory, 'dist')
  mkdirSync(join(webRoot, 'assets'), { recursive: true })
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>page</title>')
  writeFileSync(join(webRoot, 'assets', 'app-1a2b3c.js'), 'export {}')

  const git = openGit({ dataDirectory: directory })
  const artifacts = openArtifactStore({ dataDirectory: directory })
  const auditFiles = { keyFile: join(directory, 'key'), headsFile: join(directory, 'heads') }
  const ready = { now: true }
  const options = {
    settings,
    store,
    git,
    artifacts,
    auditFiles,
    vault: openVault(join(directory, 'secrets')),
    threadStates: { read: async () => undefined },
    webRoot,
    logger,
    metrics: createMetrics({ role: 'api', process: 'test', version: '0.0.1' }),
    version: '0.0.1',
    redactor,
    isReady: () => ready.now,
  }
  const api = await createApi(options)
  return {
    api,
    options,
    store,
    git,
    artifacts,
    auditFiles,
    settings,
    directory,
    ready,
    repository: makeRepository(join(directory, 'repository')),
    async close() {
      await api.close()
      await store.close()
      await postgres?.drop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
export type TestApi = Awaited<ReturnType<typeof openTestApi>>

export function makeRepository(path: string): string {
  mkdirSync(path)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path, stdio: 'ignore' })
  git('init', '-b', 'main')
  writeFileSync(join(path, 'README.md'), 'hello\n')
  git('add', '.')
  git('-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit', '-m', 'first')
  return path
}
