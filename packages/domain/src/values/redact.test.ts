import { describe, expect, test } from 'vitest'
import { createRedactor, MASK } from './redact.ts'

const SECRET = 'p@ss "wörd"/+?'
const redactor = createRedactor([SECRET, 'short', 'a secret', 'a secret and more'])

describe('a secret that this process holds', () => {
  test.each([
    ['as it is', SECRET],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64 without padding', Buffer.from(SECRET).toString('base64').replace(/=+$/, '')],
    ['in base64url', Buffer.from(SECRET).toString('base64url')],
    ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
    ['in upper-case hexadecimal', Buffer.from(SECRET).toString('hex').toUpperCase()],
    ['in an address', encodeURIComponent(SECRET)],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
  ])('is masked %s', (_, text) => {
    expect(redactor.text(`before ${text} after ${text}`)).toBe(`before ${MASK} after ${MASK}`)
  })

  test('is masked whole when it contains another', () => {
    expect(redactor.text('a secret and more')).toBe(MASK)
    expect(redactor.text('a secret and less')).toBe(`${MASK} and less`)
  })

  test('is left alone when it is too short to be told from a word', () => {
    expect(redactor.text('in short')).toBe('in short')
  })

  test('is masked in JSON, in keys and values, and nothing else is touched', () => {
    const value = { n: 1, none: null, list: [true, 'a secret'], 'key a secret': { deep: 'x' } }
    expect(redactor.json(value)).toEqual({
      n: 1,
      none: null,
      list: [true, MASK],
      [`key ${MASK}`]: { deep: 'x' },
    })
    expect(value.list[1]).toBe('a secret')
  })
})

describe('the shape of a credential', () => {
  test.each([
    `ghp_${'a1'.repeat(18)}`,
    `github_pat_${'a_1'.repeat(20)}`,
    `ghs_123456_${'eyJhbGciOiJSUzI1NiJ9'}.${'eyJpc3MiOiJnaXRodWIifQ'}.${'s-_1'.repeat(20)}`,
    `glpat-${'a'.repeat(20)}`,
    `sk-ant-${'a'.repeat(30)}`,
    `sk-${'a'.repeat(30)}`,
    `xoxb-${'1'.repeat(12)}`,
    `AKIA${'A1'.repeat(8)}`,
    `AIza${'a'.repeat(35)}`,
    `npm_${'a'.repeat(36)}`,
    `pmb_${'a'.repeat(24)}`,
    `eyJ${'a'.repeat(12)}.eyJ${'b'.repeat(12)}.${'c'.repeat(12)}`,
    '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\ndef\n-----END OPENSSH PRIVATE KEY-----',
  ])('%s is masked', (text) => {
    expect(redactor.text(`x ${text} y`)).toBe(`x ${MASK} y`)
  })

  test('is masked where it stands for one: in addresses and headers', () => {
    expect(redactor.text('postgres://user:pa55word@host/db')).toBe(`postgres://user:${MASK}@host/db`)
    expect(redactor.text(`Authorization: Bearer ${'a'.repeat(20)}`)).toBe(`Authorization: Bearer ${MASK}`)
  })

  test.each([
    'https://example.org:8080/path',
    'ask-me-anything-about-the-weather',
    'a commit 0123456789abcdef0123456789abcdef01234567',
    '0197a0b0-0000-7000-8000-000000000001',
  ])('is not seen in %s', (text) => {
    expect(redactor.text(text)).toBe(text)
  })
})
