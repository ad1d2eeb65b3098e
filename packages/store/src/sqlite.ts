import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { SqliteDialect } from 'kysely'

/** Opens a SQLite file as the seed asks (FEATURES B38–B40), except for `synchronous`. */
export function openSqliteFile(file: string, options: { readOnly: boolean }): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: options.readOnly, timeout: 5000 })
  if (!options.readOnly) database.exec('pragma journal_mode = wal')
  // FULL, because NORMAL may lose a decision on power loss after its branch was written.
  database.exec('pragma synchronous = full')
  database.exec('pragma foreign_keys = on')
  return database
}

/** Kysely's SQLite dialect over node:sqlite, which it does not know by itself. */
export function nodeSqliteDialect(database: DatabaseSync): SqliteDialect {
  const statements = new Map<string, StatementSync>()

  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare(sql) {
        // A deferred begin that reads first and writes later fails with SQLITE_BUSY instead of waiting.
        const text = sql === 'begin' ? 'begin immediate' : sql
        let statement = statements.get(text)
        if (!statement) {
          statement = database.prepare(text)
          if (statements.size > 500) statements.clear()
          statements.set(text, statement)
        }
        const prepared = statement
        return {
          reader: prepared.columns().length > 0,
          all: (parameters) => prepared.all(...(parameters as SQLInputValue[])),
          run: (parameters) => prepared.run(...(parameters as SQLInputValue[])),
          iterate: (parameters) =>
            prepared.iterate(...(parameters as SQLInputValue[])) as IterableIterator<unknown>,
        }
      },
    },
  })
}
