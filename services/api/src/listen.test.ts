import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../tests/setup/free-port.ts'
import { answerStarting, listen } from './listen.ts'
import { openTestApi } from './test-api.fixture.ts'

test('whoever asks while it starts is told to come back, and then answered', async () => {
  const place = { host: '127.0.0.1', port: await freePort() }
  const ready = () => fetch(`http://127.0.0.1:${place.port}/api/ready`)
  const starting = await answerStarting(place)
  const early = await ready()
  expect({ status: early.status, later: early.headers.get('retry-after') }).toEqual({
    status: 503,
    later: '1',
  })
  expect(early.headers.get('content-type')).toBe('application/problem+json')
  expect(await early.json()).toMatchObject({ status: 503, code: 'unavailable' })

  await starting.stop()
  const { api, close } = await openTestApi('sqlite', { PMBOT_PORT: `${place.port}` })
  onTestFinished(close)
  await listen(api, place)
  expect((await ready()).status).toBe(200)
})

test('a port that somebody has is refused before anything is touched', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  await expect(answerStarting({ host: '127.0.0.1', port })).rejects.toThrow(
    `port ${port} on 127.0.0.1 is in use`,
  )
})
