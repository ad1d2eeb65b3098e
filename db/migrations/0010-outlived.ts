import { type Kysely, sql } from 'kysely'

/** Of the attempts that were lost: those that their process outlived. It did not die of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('effects')
    .addColumn('outlived', 'integer', (col) => col.notNull().defaultTo(sql`0`))
    .execute()
}
