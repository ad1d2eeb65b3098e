import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

/** A text of which nothing may be found, in none of the shapes that it travels in. */
export interface Secret {
  name: string
  forms: string[]
}

/** The value itself, and what programs make of it on its way. */
export function secretOf(name: string, value: string): Secret {
  const bytes = Buffer.from(value)
  const json = JSON.stringify(value).slice(1, -1)
  const forms = [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(value),
    new URLSearchParams({ q: value }).toString().slice(2),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    // As git sends it, and inside of any other text: base64 looks different at each of three places.
    ...[0, 1, 2].flatMap((before) => [
      inBase64(bytes, before, 'base64'),
      inBase64(bytes, before, 'base64url'),
    ]),
  ]
  return { name, forms: [...new Set(forms)] }
}

/** What of it is the same, whatever stands before and behind. */
function inBase64(bytes: Buffer, before: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString(encoding)
    .replace(/=+$/, '')
  return text.slice(before === 0 ? 0 : before + 1, text.length - 1)
}

/** Which secrets are in this text, named with where. */
export const leaksIn = (where: string, text: string, secrets: readonly Secret[]): string[] =>
  secrets
    .filter(({ forms }) => forms.some((form) => text.includes(form)))
    .map(({ name }) => `${name} in ${where}`)

/** Every file below a directory, as bytes. */
export function* filesBelow(directory: string): Generator<[name: string, text: string]> {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) yield [path.slice(directory.length), readFileSync(path, 'latin1')]
  }
}

/** Every row of every table, whoever made the table. */
export async function* allRows(environment: NodeJS.ProcessEnv): AsyncGenerator<[table: string, row: string]> {
  if (!environment.DATABASE_URL) return yield* sqliteRows(environment.PMBOT_DATA_DIR!)
  const client = new pg.Client({ connectionString: environment.DATABASE_URL })
  await client.connect()
  try {
    const { rows: tables } = await client.query(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    for (const { name } of tables) {
      const { rows } = await client.query(`select t::text as text, to_jsonb(t)::text as json from ${name} t`)
      for (const { text, json } of rows) yield [name, `${text}\n${json}`]
    }
  } finally {
    await client.end()
  }
}

function* sqliteRows(dataDirectory: string): Generator<[table: string, row: string]> {
  const file = join(dataDirectory, 'control_plane/pm_bot.sqlite3')
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const tables = database.prepare(`select name from sqlite_master where type = 'table'`).all()
    for (const { name } of tables)
      for (const row of database.prepare(`select * from "${name}"`).all())
        yield [String(name), `${Object.values(row).join('\n')}\n${JSON.stringify(row)}`]
  } finally {
    database.close()
  }
}
