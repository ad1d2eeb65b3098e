import { expect, test } from 'vitest'
import { addressWords } from './address-words.ts'

test.each([
  ['https://github.com/a', 'https://github.com/a', '', ''],
  ['https://GitHub.com:443/a', 'https://GitHub.com:443/a', '', 'leads to https://github.com'],
  ['https://github.com/a', 'here', 'a title', 'https://github.com/a, a title'],
  ['https://github.com@evil.org/a', 'https://github.com@evil.org/a', '', 'leads to https://evil.org'],
  ['https://g\u0456thub.com', 'https://g\u0456thub.com', '', 'leads to https://xn--gthub-n2e.com'],
  [
    'https://github.com\t.evil.org/',
    'here',
    '',
    'https://github.com\t.evil.org/, leads to https://github.com.evil.org',
  ],
  ['https:evil.org', 'see', '', 'https:evil.org, leads to https://evil.org'],
  ['docs/a.md', 'docs', '', 'docs/a.md'],
])('%j shown as %j', (href, shown, title, words) => {
  expect(addressWords({ href, title }, shown)).toBe(words)
})
