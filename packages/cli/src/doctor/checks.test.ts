import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { checkPage } from './check-page.ts'
import { checkPort } from './check-port.ts'

test('a page that nobody built matters where nobody will', () => {
  expect(checkPage(true, true).verdict).toBe('ok')
  expect(checkPage(false, false).verdict).toBe('ok')
  expect(checkPage(true, false).verdict).toBe('warning')
})

test('a port that is free, and one that another program has', async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  expect(await checkPort({ host: '127.0.0.1', port })).toMatchObject({
    verdict: 'problem',
    finding: expect.stringContaining('is in use'),
  })
  server.close()
  await once(server, 'close')
  expect(await checkPort({ host: '127.0.0.1', port })).toMatchObject({ verdict: 'ok' })
})
