import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

/** A full-text index of what came from GitHub and of the goals of runs. */
export async function up(db: Kysely<never>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  await createEntries(db, postgres)
  if (postgres) await indexOnPostgres(db)
  else await indexOnSqlite(db)
  await indexWhatIsThere(db, postgres)
}

async function createEntries(db: Kysely<never>, postgres: boolean): Promise<void> {
  await db.schema
    .createTable('search_entries')
    .addColumn('entry_id', postgres ? sql`bigint` : 'integer', (col) =>
      postgres ? col.primaryKey().generatedAlwaysAsIdentity() : col.primaryKey(),
    )
    // What it tells of: an object's id, a run's id, or a comment's repository, kind and number at GitHub.
    .addColumn('source', 'text', (col) => col.notNull().unique())
    .addColumn('kind', 'text', (col) =>
      col.notNull().check(sql`kind in ('issue', 'pull_request', 'comment', 'run')`),
    )
    .addColumn('repo_id', 'text', (col) => col.notNull().references('repos.repo_id'))
    .addColumn('number', 'integer')
    .addColumn('comment_kind', 'text')
    .addColumn('github_id', sql`bigint`)
    .addColumn('run_id', 'text')
    .addColumn('updated_at', postgres ? sql`timestamptz` : sql`text`, (col) => col.notNull())
    // Folded and cut into words before they come here: what is found must not depend on the database.
    .addColumn('words', 'text', (col) => col.notNull())
    .execute()
  await db.schema
    .createIndex('search_entries_by_update')
    .on('search_entries')
    .columns(['updated_at', 'entry_id'])
    .execute()
  await db.schema
    .createIndex('search_entries_of_repo')
    .on('search_entries')
    .columns(['repo_id', 'updated_at', 'entry_id'])
    .execute()
}

async function indexOnPostgres(db: Kysely<never>): Promise<void> {
  await sql`alter table search_entries
    add column tsv tsvector generated always as (to_tsvector('simple', words)) stored`.execute(db)
  await sql`create index search_entries_words on search_entries using gin (tsv)`.execute(db)
}

async function indexOnSqlite(db: Kysely<never>): Promise<void> {
  // “ascii” takes every other character for a part of a word: only spaces are left to separate.
  await sql`create virtual table search_words
    using fts5 (words, content = 'search_entries', content_rowid = 'entry_id', tokenize = 'ascii')`.execute(
    db,
  )
  const put = `insert into search_words (rowid, words) values (new.entry_id, new.words);`
  const take = `insert into search_words (search_words, rowid, words) values ('delete', old.entry_id, old.words);`
  const follow = (name: string, when: string, what: string) =>
    sql.raw(`create trigger ${name} after ${when} on search_entries begin ${what} end`).execute(db)
  await follow('search_words_put', 'insert', put)
  await follow('search_words_changed', 'update of words', `${take} ${put}`)
  await follow('search_words_taken', 'delete', take)
}

const BATCH = 500

interface Entry {
  source: string
  kind: string
  repo_id: string
  number?: number
  comment_kind?: string
  github_id?: number
  run_id?: string
  updated_at: string
  words: string
}

async function indexWhatIsThere(db: Kysely<never>, postgres: boolean): Promise<void> {
  const body = postgres ? sql`raw->>'body'` : sql`json_extract(raw, '$.body')`
  const objects = sql`select object_id as source, kind, repo_id, number, title, ${body} as body, updated_at
    from github_objects where object_id > `
  await inBatches(db, objects, 'object_id', ({ kind, title, body, ...row }) => ({
    ...row,
    kind: kind === 'pr' ? 'pull_request' : 'issue',
    words: wordsOf(`${row.number} ${title} ${body ?? ''}`),
  }))
  const comments = sql`select * from (
      select repo_id || '/' || kind || '/' || github_id as source, kind as comment_kind, repo_id, number, github_id, path,
        body, updated_at from github_comments
    ) as comment where source > `
  await inBatches(db, comments, 'source', ({ path, body, ...row }) => ({
    ...row,
    kind: 'comment',
    words: wordsOf(`${path ?? ''} ${body}`),
  }))
  const runs = sql`select run_id as source, run_id, repo_id, goal, created_at as updated_at from runs where run_id > `
  await inBatches(db, runs, 'run_id', ({ goal, ...row }) => ({
    ...row,
    kind: 'run',
    words: wordsOf(`${goal}`),
  }))
}

// biome-ignore lint/suspicious/noExplicitAny: columns of three tables as they were when this was written.
type Row = any

async function inBatches(
  db: Kysely<never>,
  rowsAfter: RawBuilder<unknown>,
  order: string,
  entryOf: (row: Row) => Entry,
): Promise<void> {
  let after = ''
  for (;;) {
    const { rows } = await sql<Row>`${rowsAfter}${after} order by ${sql.ref(order)} limit ${BATCH}`.execute(
      db,
    )
    if (rows.length > 0) {
      await (db as unknown as Kysely<{ search_entries: Entry }>)
        .insertInto('search_entries')
        .values(rows.map(entryOf))
        .execute()
    }
    if (rows.length < BATCH) return
    after = rows.at(-1).source
  }
}

/** As words were cut and folded when this was written. */
function wordsOf(text: string): string {
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return words
    .map((word) =>
      word
        .toUpperCase()
        .toLowerCase()
        .normalize('NFKD')
        .slice(0, 64)
        .replace(/[^\p{L}\p{N}]/gu, ''),
    )
    .filter(Boolean)
    .slice(0, 10_000)
    .join(' ')
}
