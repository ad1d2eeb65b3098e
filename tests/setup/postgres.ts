import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { prepareTemplate } from './template.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The maintenance database of the server that the tests may use, as superuser. */
    postgresUrl: string
  }
}

/** One Postgres for the whole run; test files clone their databases from its template. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await findServer()
  try {
    await prepareTemplate(server.url)
  } catch (error) {
    await server.stop()
    throw error
  }
  project.provide('postgresUrl', server.url)
  return server.stop
}

async function findServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const url = process.env.PMBOT_TEST_DATABASE_URL
  return url ? { url, stop: async () => {} } : await startEmbeddedPostgres()
}
