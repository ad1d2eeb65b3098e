import type { FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import { addressOf, neighbourhoodOf } from './client-address.ts'

const requestFrom = (ip: string, remoteAddress?: string) =>
  ({ ip, socket: { remoteAddress } }) as unknown as FastifyRequest

test('an address that is none is the peer’s', () => {
  expect(addressOf(requestFrom('203.0.113.7', '10.0.0.2'))).toBe('203.0.113.7')
  expect(addressOf(requestFrom('::ffff:203.0.113.7'))).toBe('203.0.113.7')
  expect(addressOf(requestFrom('x'.repeat(5000), '10.0.0.2'))).toBe('10.0.0.2')
  expect(addressOf(requestFrom('unknown', '::ffff:10.0.0.2'))).toBe('10.0.0.2')
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8::2:3:4:5:6', '2001:db8:0:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['1::', '1:0:0:0::/64'],
  ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
])('%s lives in %s', (address, neighbourhood) => {
  expect(neighbourhoodOf(address)).toBe(neighbourhood)
})
