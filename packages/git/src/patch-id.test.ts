import { describe, expect, test } from 'vitest'
import { startWork } from './changeset.fixture.ts'
import { patchId } from './patch-id.ts'
import { type Content, makeRepository } from './repository.fixture.ts'

const id = (...lines: string[]) => patchId(Buffer.from(`${lines.join('\n')}\n`))
const HEAD = ['diff --git a/a.py b/a.py', 'index 1111111..2222222 100644', '--- a/a.py', '+++ b/a.py']
const PATCH = [...HEAD, '@@ -1,2 +1,2 @@ def f():', ' if x:', '-    y()', '+    z()']

describe('the id of a patch', () => {
  test('does not depend on where it applies', () => {
    const elsewhere = PATCH.map((line) => line.replace(/^index .*/, 'index 3333333..4444444 100755'))
    const moved = elsewhere.map((line) => line.replace(/^@@.*/, '@@ -91,2 +95,2 @@ class G:'))
    expect(id(...moved)).toBe(id(...PATCH))
    const around = (name: string) => PATCH.map((line) => line.replace('f()', `a\r${name}()`))
    expect(id(...around('f'))).toBe(id(...around('g')))
  })

  test.each([
    ['white space', (line: string) => line.replace('+    z', '+  z')],
    ['a line beside it', (line: string) => line.replace(' if x', ' if not x')],
    ['the name', (line: string) => line.replaceAll('a.py', 'b.py')],
    ['a text that looks like an index line', (line: string) => line.replace('+    z()', '+index 1')],
  ])('depends on %s', (_, alter) => {
    expect(id(...PATCH.map(alter))).not.toBe(id(...PATCH))
  })

  test('keeps lines of the text that look like headers', () => {
    const body = (word: string) => id(...HEAD, '@@ -1 +1 @@', '-index a', `+index ${word}`, `+@@ ${word} @@`)
    expect(body('a')).not.toBe(body('b'))
  })

  test.each(['index ', 'similarity index ', '@@ ', 'GIT binary patch\r'])(
    'keeps what stands after a lone carriage return and “%s”',
    (header) => {
      const body = (word: string) => id(...HEAD, '@@ -1 +1 @@', '-a', `+b\r${header}${word}`)
      expect(body('a')).not.toBe(body('b'))
    },
  )
})

const edits: Record<string, [Record<string, Content>, Record<string, Content>]> = {
  'different binary contents': [{ a: Buffer.of(0, 1, 2) }, { a: Buffer.of(0, 1, 3) }],
  'an empty file by another name': [{ new: '' }, { other: '' }],
  'an executable and a plain file': [{ new: 'x\n' }, { new: { executable: 'x\n' } }],
  'a mode and an edit': [{ b: { executable: 'x\n' } }, { b: 'y\n' }],
  'an indentation': [{ b: ' x\n' }, { b: '  x\n' }],
  'line ends': [{ b: 'y\n' }, { b: 'y\r\n' }],
  'a text after a lone carriage return': [{ b: 'x\r@@ harmless\n' }, { b: 'x\r@@ harmful\n' }],
  'a missing last line end': [{ b: 'y\n' }, { b: 'y' }],
}

test.each(Object.entries(edits))('%s have different ids', async (_, [one, other]) => {
  const source = makeRepository({ a: Buffer.of(0, 0, 0), b: 'x\n' })
  const first = await (await startWork(source)).collectChange(one)
  const second = await (await startWork(source)).collectChange(other)
  const third = await (await startWork(source)).collectChange(one)

  expect(first.patchId).not.toBe(second.patchId)
  expect(first.patchId).toBe(third.patchId)
})
