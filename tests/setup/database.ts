import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** The database that template.ts prepares and cloneTemplate copies. */
export const TEMPLATE = 'pmbot_template'

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

/** An empty database on the server of `url`. */
export async function createDatabase(url: string, name = freshName()): Promise<TestDatabase> {
  return await create(url, name, '')
}

/** A database with the tables of the template, in about 20 ms. */
export async function cloneTemplate(url: string, name = freshName()): Promise<TestDatabase> {
  return await create(url, name, `TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`)
}

export async function dropDatabase(url: string, name: string): Promise<void> {
  await execute(url, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
}

async function create(url: string, name: string, source: string): Promise<TestDatabase> {
  await execute(url, `CREATE DATABASE ${pg.escapeIdentifier(name)} ${source}`)
  const own = new URL(url)
  own.pathname = `/${encodeURIComponent(name)}`
  return { url: own.href, drop: () => dropDatabase(url, name) }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function freshName(): string {
  return `test_${randomUUID().replaceAll('-', '')}`
}
