import { expect, test } from 'vitest'
import { readableLog } from './readable-log.ts'

test('takes out colours and overwritten progress', () => {
  expect(readableLog('\u001b[32m✓\u001b[0m ok\r\n10 %\r50 %\r100 %\nend\u001b]0;title\u0007')).toBe(
    '✓ ok\n100 %\nend',
  )
})
