import { emptyCheckpoint, uuid6 } from '@langchain/langgraph-checkpoint'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openLeasedDatabase } from '../../../tests/setup/leased-database.ts'
import { LeaseLostError } from './checkpoints.ts'
import { collect } from './collect.fixture.ts'
import { fencedPool } from './fenced-pool.ts'
import { postgresCheckpoints } from './postgres-checkpoints.ts'

const database = await openLeasedDatabase()
const checkpoints = postgresCheckpoints({ pool: database.pool })
beforeAll(() => checkpoints.prepare())
afterAll(() => database.close())

const thread = (id: string) => ({ configurable: { thread_id: id, checkpoint_ns: '' } })
const meta = (writer: string) => ({ source: 'loop' as const, step: 0, parents: {}, writer })
const saverOf = (runId: string, epoch: number) => checkpoints.forAttempt({ runId, epoch })

/** Adds checkpoints to the thread, each upon the one before, as a graph does. */
async function goOn(runId: string, epoch: number, steps: number): Promise<void> {
  const saver = saverOf(runId, epoch)
  let config = (await saver.getTuple(thread(runId)))?.config ?? thread(runId)
  for (let step = 0; step < steps; step += 1) {
    const checkpoint = { ...emptyCheckpoint(), id: uuid6(step), channel_values: { epoch } }
    config = await saver.put(config, checkpoint, meta(`epoch ${epoch}`), {})
    await saver.putWrites(config, [['step', step]], `task of ${epoch}`)
  }
}

test('a zombie and the new owner never mix their histories, in 100 trials', async () => {
  let zombieWrote = 0
  for (let trial = 0; trial < 100; trial += 1) {
    const runId = `run-${trial}`
    await database.lease(runId, 1)
    const zombie = goOn(runId, 1, Number.POSITIVE_INFINITY).catch((error: unknown) => error)
    // Taken over at another moment of the zombie's work each time.
    for (let turn = 0; turn < trial % 10; turn += 1) await database.pool.query('SELECT 1')
    await database.lease(runId, 2)
    await goOn(runId, 2, 4)
    expect(await zombie).toBeInstanceOf(LeaseLostError)

    const history = await collect(saverOf(runId, 2).list(thread(runId)))
    const parents = history.map((tuple) => tuple.parentConfig?.configurable?.checkpoint_id)
    const ids = history.map((tuple) => tuple.config.configurable?.checkpoint_id)
    expect(parents).toEqual([...ids.slice(1), undefined])
    const writers = history.map((tuple) => (tuple.metadata as { writer?: string }).writer)
    expect(writers.slice(0, 4)).toEqual(Array(4).fill('epoch 2'))
    expect(writers.slice(4).every((writer) => writer === 'epoch 1')).toBe(true)
    if (writers.length > 4) zombieWrote += 1
  }
  expect(zombieWrote).toBeGreaterThan(10)
})

test('who has no lease writes nothing, and can read', async () => {
  await database.lease('owned', 7)
  await goOn('owned', 7, 2)
  const before = await database.pool.query('SELECT * FROM langgraph.checkpoint_writes ORDER BY 1, 2, 3, 4, 5')
  for (const stranger of [saverOf('owned', 6), saverOf('owned', 8), saverOf('nobody', 7)]) {
    const tuple = await stranger.getTuple(thread('owned'))
    await expect(stranger.putWrites(tuple!.config, [['step', 9]], 'task')).rejects.toThrow(LeaseLostError)
    await expect(stranger.deleteThread('owned')).rejects.toThrow(LeaseLostError)
  }
  const after = await database.pool.query('SELECT * FROM langgraph.checkpoint_writes ORDER BY 1, 2, 3, 4, 5')
  expect(after.rows).toEqual(before.rows)
})

test('a change of owner waits for a write that passed the fence', async () => {
  await database.lease('shared', 1)
  let mayCommit = () => {}
  const reached = Promise.withResolvers<void>()
  const held = fencedPool(database.pool, async (query) => {
    await query('SELECT epoch FROM run_leases WHERE run_id = $1 FOR SHARE', ['shared'])
    reached.resolve()
    await new Promise<void>((resolve) => {
      mayCommit = resolve
    })
  })
  const client = await held.connect()
  const writing = client.query('BEGIN').then(() => client.query('COMMIT'))
  await reached.promise
  let isTaken = false
  const taking = database.lease('shared', 2).then(() => {
    isTaken = true
  })
  await vi.waitUntil(async () => {
    const waiting =
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    return (await database.pool.query(waiting)).rowCount === 1
  })
  expect(isTaken).toBe(false)
  mayCommit()
  await Promise.all([writing, taking])
  client.release()
  expect(isTaken).toBe(true)
})

test('a way to write that is not fenced is refused', async () => {
  const pool = fencedPool(database.pool, async () => {})
  await expect(pool.query('DELETE FROM langgraph.checkpoints')).rejects.toThrow(/only read/)
  const client = await pool.connect()
  await expect(client.query('DELETE FROM langgraph.checkpoints')).rejects.toThrow(/only read/)
  await client.query('BEGIN')
  await client.query('COMMIT')
  await expect(client.query('DELETE FROM langgraph.checkpoints')).rejects.toThrow(/only read/)
  client.release()
  await expect(pool.end()).rejects.toThrow(/belongs to its process/)
})

test('several processes may prepare at once, each with one connection', async () => {
  const url = database.pool.options.connectionString!
  const pools = Array.from({ length: 5 }, () => new pg.Pool({ connectionString: url, max: 1 }))
  const schema = 'prepared at once'
  await Promise.all(pools.map((pool) => postgresCheckpoints({ pool, schema }).prepare()))
  const { rows } = await pools[0]!.query(`SELECT v FROM "${schema}".checkpoint_migrations ORDER BY v`)
  expect(rows.map(({ v }) => v)).toEqual([0, 1, 2, 3, 4])
  await Promise.all(pools.map((pool) => pool.end()))
})

test('forgets a thread without a lease, and no other', async () => {
  for (const runId of ['forgotten', 'remembered']) {
    await database.lease(runId, 1)
    await goOn(runId, 1, 2)
  }
  const rowsOf = async (runId: string) => {
    let rows = 0
    for (const table of ['checkpoints', 'checkpoint_writes']) {
      const { rowCount } = await database.pool.query(
        `SELECT 1 FROM langgraph.${table} WHERE thread_id = $1`,
        [runId],
      )
      rows += rowCount ?? 0
    }
    return rows
  }
  await database.lease('forgotten', 2)
  const before = await rowsOf('remembered')

  await checkpoints.forget('forgotten')

  expect(await rowsOf('forgotten')).toBe(0)
  expect(await rowsOf('remembered')).toBe(before)
  expect(before).toBeGreaterThan(0)
})
