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

const NOTHING_DONE = { changes: 0, lastInsertRowid: 0 }

/** Primary result codes that pass by themselves. https://www.sqlite.org/rescode.html */
const TRANSIENT = new Set([
  5, // busy: another process has the file, e.g. a command
  10, // the system could not read or write
  13, // the disk is full
])

/** True for an error that no message is to blame for. */
export function isTransientSqliteError(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' && TRANSIENT.has(errcode & 0xff)
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
          run(parameters) {
            // A full disk ends the transaction by itself; an error about that would hide why.
            if (text === 'rollback' && !database.isTransaction) return NOTHING_DONE
            return prepared.run(...(parameters as SQLInputValue[]))
          },
          iterate: (parameters) =>
            prepared.iterate(...(parameters as SQLInputValue[])) as IterableIterator<unknown>,
        }
      },
    },
  })
}
