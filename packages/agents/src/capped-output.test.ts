import { expect, test } from 'vitest'
import { cappedOutput } from './capped-output.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

function outputOf(cap: number, ...chunks: string[]) {
  const output = cappedOutput(cap)
  for (const chunk of chunks) output.add(Buffer.from(chunk))
  return output
}

test('keeps everything up to the cap', () => {
  expect(text(outputOf(10).bytes())).toBe('')
  expect(text(outputOf(10, '01234', '56789').bytes())).toBe('0123456789')
})

test('keeps the beginning and the end of more, whatever the pieces', () => {
  const expected = 'abcde\n[pm-bot: 16 bytes are left out here]\nvwxyz'
  const alphabet = 'abcdefghijklmnopqrstuvwxyz'
  for (let size = 1; size <= alphabet.length; size += 1) {
    const chunks = alphabet.match(new RegExp(`.{1,${size}}`, 'g'))!
    expect(text(outputOf(10, ...chunks).bytes())).toBe(expected)
  }
})

test('the tail is the last lines, without what terminals and databases choke on', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n')
  expect(outputOf(1000, lines).tail().split('\n')).toHaveLength(20)
  expect(outputOf(1000, 'a\u001b[31mred\u001b[0m\u0000b\r\n10 %\r100 %\ndone\r\n').tail()).toBe(
    'aredb\n100 %\ndone',
  )
  expect(outputOf(100_000, 'x'.repeat(50_000)).tail()).toHaveLength(2000)
})
