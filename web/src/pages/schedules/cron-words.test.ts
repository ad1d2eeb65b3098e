import { expect, test } from 'vitest'
import { cronInWords } from './cron-words.ts'

test.each([
  ['0 6 * * 1-5', 'Monday to Friday at 06:00'],
  ['30 22 * * *', 'every day at 22:30'],
  ['5 9 * * 0', 'every Sunday at 09:05'],
  ['5 9 * * 7', 'every Sunday at 09:05'],
  ['*/15 * * * *', 'every 15 minutes'],
  ['0 * * * *', 'every hour, at 00 past'],
  ['0 6 1 * *', undefined],
  ['0 6,18 * * *', undefined],
  ['0 6 * * 1,3', undefined],
  ['', undefined],
])('“%s” is %s', (cron, words) => expect(cronInWords(cron)).toBe(words))
