import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createDatabase } from '../../setup/database.ts'
import { terminateBackends } from './backends.ts'

test('ends the sessions that are chosen, and no others', async () => {
  const database = await createDatabase(inject('postgresUrl'))
  const open = async (applicationName: string) => {
    const client = new pg.Client({ connectionString: database.url, application_name: applicationName })
    client.on('error', () => {})
    await client.connect()
    return client
  }
  const [chosen, spared, foreign] = [
    await open('pm-bot api'),
    await open('pm-bot worker'),
    await open('psql'),
  ]
  onTestFinished(async () => {
    await Promise.all([spared.end(), foreign.end()])
    await database.drop()
  })

  const ended = new Promise((resolve) => chosen.once('end', resolve))
  const name = new URL(database.url).pathname.slice(1)
  const choose = ({ applicationName }: { applicationName: string }) => applicationName !== 'pm-bot worker'
  expect(await terminateBackends(inject('postgresUrl'), name, choose)).toBe(1)
  await ended
  for (const client of [spared, foreign]) expect((await client.query('select 1 as one')).rows).toHaveLength(1)
  expect(await terminateBackends(inject('postgresUrl'), name, choose)).toBe(0)
})
