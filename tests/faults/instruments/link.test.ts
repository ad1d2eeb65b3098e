import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openLink } from './link.ts'

async function connectThrough(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

test('a silent link holds back what is sent, and a healed one delivers it', async () => {
  const link = await openLink(inject('postgresUrl'))
  onTestFinished(link.close)
  const client = await connectThrough(link.url)
  link.goSilent()
  let answered = false
  const late = client.query('select 1 as one').then(({ rows }) => {
    answered = true
    return rows
  })
  await direct('select pg_sleep(0.1)')
  expect(answered).toBe(false)
  link.heal()
  expect(await late).toEqual([{ one: 1 }])
})

test('a reset ends every connection, at both ends, and loses what was held back', async () => {
  const link = await openLink(inject('postgresUrl'))
  onTestFinished(link.close)
  const client = await connectThrough(link.url)
  const [{ pid }] = (await client.query('select pg_backend_pid() as pid')).rows
  link.goSilent()
  const lost = client.query('select 1')
  const ended = new Promise((resolve) => client.once('end', resolve))
  link.reset()
  await expect(lost).rejects.toThrow(/ECONNRESET/)
  await ended
  await expect
    .poll(() => direct(`select count(*)::int as n from pg_stat_activity where pid = ${pid}`))
    .toEqual([{ n: 0 }])

  link.heal()
  const again = await connectThrough(link.url)
  expect((await again.query('select 2 as two')).rows).toEqual([{ two: 2 }])
})

async function direct(statement: string): Promise<unknown[]> {
  const client = await connectThrough(inject('postgresUrl'))
  return (await client.query(statement)).rows
}
