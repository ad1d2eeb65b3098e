import { once } from 'node:events'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openLink } from '../../../tests/faults/instruments/link.ts'
import { watchConnection } from './watch-connection.ts'

test('a connection behind a cut link is given up, and one that answers is not', async () => {
  const link = await openLink(inject('postgresUrl'))
  onTestFinished(link.close)
  const client = new pg.Client({ connectionString: link.url, query_timeout: 500 })
  client.on('error', () => {})
  await client.connect()
  const ended = once(client, 'end').then(() => 'ended')
  watchConnection(client, 100)
  const answered = client.query('select pg_sleep(0.4)').then(() => 'answered')
  expect(await Promise.race([ended, answered])).toBe('answered')

  link.goSilent()
  expect(await ended).toBe('ended')
})
