import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { dropDatabase } from './database.ts'

const ROLES = new URL('../../deploy/postgres/roles.sql', import.meta.url)

export interface RoleDatabase {
  /** As the role that migrates. */
  ownerUrl: string
  /** As the role that serves and works. */
  runtimeUrl: string
  runtimeRole: string
  drop(): Promise<void>
}

/** A database with two roles, made by deploy/postgres/roles.sql under names of their own. */
export async function createRoleDatabase(url: string): Promise<RoleDatabase> {
  const runtimeRole = `pmbot_${randomUUID().replaceAll('-', '')}`
  const ownerRole = `${runtimeRole}_owner`
  const passwords = { owner_password: randomUUID(), runtime_password: randomUUID() }
  // One by one: a database cannot be created among other statements.
  await execute(url, ...readStatements(passwords).map((statement) => renamed(statement, runtimeRole)))

  const urlOf = (user: string, password: string) => {
    const own = new URL(url)
    own.username = user
    own.password = password
    own.pathname = `/${runtimeRole}`
    return own.href
  }
  return {
    ownerUrl: urlOf(ownerRole, passwords.owner_password),
    runtimeUrl: urlOf(runtimeRole, passwords.runtime_password),
    runtimeRole,
    async drop() {
      await dropDatabase(url, runtimeRole)
      await execute(url, `DROP ROLE ${runtimeRole}`, `DROP ROLE ${ownerRole}`)
    },
  }
}

/** As psql reads it: without comments and its own commands, with its variables put in as literals. */
function readStatements(variables: Record<string, string>): string[] {
  return readFileSync(ROLES, 'utf8')
    .replaceAll(/^(--|\\).*$/gm, '')
    .replaceAll(/:'(\w+)'/g, (_, name: string) => pg.escapeLiteral(variables[name]!))
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}

/** Roles belong to the whole server, which all test files share. */
const renamed = (statement: string, runtimeRole: string): string =>
  statement.replaceAll(/\bpmbot(_owner)?\b/g, (_, owner = '') => `${runtimeRole}${owner}`)

async function execute(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
