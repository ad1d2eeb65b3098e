import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openTestApi } from './test-api.fixture.ts'

test('closing does not wait for a connection that never asks', async () => {
  const { api, close } = await openTestApi('sqlite')
  await api.listen({ port: 0, host: '127.0.0.1' })
  // As browsers do, in case that they will want one.
  const socket = connect((api.server.address() as AddressInfo).port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'connect')
  const hungUp = once(socket, 'close')
  await close()
  await hungUp
  expect(api.server.listening).toBe(false)
}, 9000)
