import { type Kysely, sql } from 'kysely'

/** A run is asked which others were made from it: tried again, forked, or added to its branch. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['retry_of', 'fork_of', 'follows']) {
    await db.schema
      .createIndex(`runs_by_${column}`)
      .on('runs')
      .column(column)
      .where(sql.ref(column), 'is not', null)
      .execute()
  }
}
