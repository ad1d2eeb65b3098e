import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { watchConnection } from './watch-connection.ts'

/** A link that can be cut: what is sent is swallowed, and nobody is told. */
async function openLink(url: string) {
  const { hostname, port } = new URL(url)
  let cut = false
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    onTestFinished(() => {
      near.destroy()
      far.destroy()
    })
    near.on('data', (chunk) => cut || far.write(chunk)).on('error', () => far.destroy())
    far.on('data', (chunk) => cut || near.write(chunk)).on('error', () => near.destroy())
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const through = new URL(url)
  through.port = String((server.address() as AddressInfo).port)
  return {
    url: through.href,
    cut() {
      cut = true
    },
  }
}

test('a connection behind a cut link is given up, and one that answers is not', async () => {
  const link = await openLink(inject('postgresUrl'))
  const client = new pg.Client({ connectionString: link.url, query_timeout: 500 })
  client.on('error', () => {})
  await client.connect()
  const ended = once(client, 'end').then(() => 'ended')
  watchConnection(client, 100)
  const answered = client.query('select pg_sleep(0.4)').then(() => 'answered')
  expect(await Promise.race([ended, answered])).toBe('answered')

  link.cut()
  expect(await ended).toBe('ended')
})
