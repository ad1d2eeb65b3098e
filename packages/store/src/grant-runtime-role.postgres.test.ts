import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Bench, openRuntimeRoleBench } from '../conformance/bench.ts'
import { describeStore } from '../conformance/store.ts'
import { grantRuntimeRole } from './grant-runtime-role.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openRuntimeRoleBench(inject('postgresUrl'))
})
afterAll(() => bench.dispose())

/** Everything that the store does works as the role that owns nothing. */
describe('as the runtime role', () => describeStore(() => bench))

describe('the runtime role may not', () => {
  async function attempt(statement: string): Promise<unknown> {
    const client = new pg.Client({ connectionString: bench.store.database.postgres!.url })
    await client.connect()
    try {
      return await client.query(statement)
    } finally {
      await client.end()
    }
  }

  test.each([
    'drop table audit_events',
    'drop table runs',
    'drop schema pgboss cascade',
    'truncate runs',
    'truncate audit_events',
    'truncate audit_seals',
    'truncate pgboss.job',
    'alter table runs add column more text',
    'alter table audit_events disable trigger all',
    'create table more (id int)',
    'create temporary table more (id int)',
    'create schema more',
    "update audit_events set type = 'other'",
    'delete from audit_events',
    "update audit_seals set hash = 'other'",
    'delete from audit_seals',
    'update audit_unsealed set event_id = event_id',
    'delete from approvals',
    "update approvals set subject_hash = 'other'",
    "update approvals set kind = 'publish'",
    'delete from inbox_items',
    "update inbox_items set subject_hash = 'other'",
    "update inbox_items set payload = '{}'",
    'delete from interrupts',
    'delete from run_transitions',
    "update run_transitions set to_status = 'completed'",
    'delete from kysely_migration',
    "insert into kysely_migration values ('9999', '')",
    'create role more superuser',
    'copy runs to program $$true$$',
  ])('%s', async (statement) => {
    await expect(attempt(statement)).rejects.toMatchObject({ code: '42501' })
  })

  test('grant itself more', async () => {
    const { rows } = await bench.store.database.postgres!.pool.query('select current_user as role')
    await expect(grantRuntimeRole(bench.store.database, rows[0].role)).rejects.toThrow(
      'does not own the tables',
    )
    await expect(grantRuntimeRole(bench.store.database, 'nobody_at_all')).rejects.toThrow(
      'there is no database role',
    )
  })
})
