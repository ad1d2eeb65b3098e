import { expect, test } from 'vitest'
import { isLoopback, isNetwork } from './network-address.ts'

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['127.0.0.1.example.org', false],
  ['192.168.0.1', false],
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})

test.each([
  ['10.0.0.2', true],
  ['10.0.0.0/8', true],
  ['::1', true],
  ['fd00::/64', true],
  ['', false],
  ['caddy', false],
  ['10.0.0', false],
  ['10.0.0.0/33', false],
  ['0.0.0.0/0', false],
  ['10.0.0.0/255.0.0.0', false],
  ['10.0.0.0/8/8', false],
  ['fd00::/129', false],
])('“%s” is an address or a network: %s', (text, expected) => {
  expect(isNetwork(text)).toBe(expected)
})
