import { describe, expect, test } from 'vitest'
import type { Json } from '../values/canonical-json.ts'
import { checkComments, commentsIn, type LineComment, quoteComments } from './line-comments.ts'

const DIFF = `diff --git a/src/a.ts b/src/a.ts
--- a/src/a.ts
+++ b/src/a.ts
@@ -3,3 +3,3 @@ f()
 keep
-old
+new
 end
\\ No newline at end of file
diff --git a/gone.md b/gone.md
deleted file mode 100644
--- a/gone.md
+++ /dev/null
@@ -1 +0,0 @@
-++ b/other.md
`
const comment = (over: Partial<LineComment> = {}): LineComment => ({
  path: 'src/a.ts',
  side: 'new',
  line: 4,
  text: 'Why?',
  ...over,
})
const quoted = (...comments: object[]) => quoteComments({ comments } as unknown as Json, DIFF).comments

describe('comments on lines', () => {
  test('get the text of their lines, on both sides', () => {
    expect(
      quoted(
        comment(),
        comment({ side: 'old', text: 'Keep this.' }),
        comment({ side: 'old', line: 5 }),
        comment({ path: 'gone.md', side: 'old', line: 1 }),
      ).map(({ quote, change }) => [quote, change]),
    ).toEqual([
      ['new', 'added'],
      ['old', 'deleted'],
      ['end', 'context'],
      ['++ b/other.md', 'deleted'],
    ])
  })

  test.each([
    ['a line that is not shown', comment({ line: 99 })],
    ['a line of the other side', comment({ path: 'gone.md', line: 1 })],
    ['a file that was not changed', comment({ path: 'src/b.ts' })],
    ['a path that only looks alike', comment({ path: './src/a.ts' })],
    ['a file that a line forges', comment({ path: 'other.md', side: 'old', line: 1 })],
  ])('are not taken on %s', (_, wrong) => {
    expect(() => quoted(wrong)).toThrow('the diff has no')
  })

  test.each([
    ['nothing', {}],
    ['none', { comments: [] }],
    ['a list', [comment()]],
    ['too many', { comments: Array.from({ length: 201 }, () => comment()) }],
    ['no words', { comments: [comment({ text: ' \n ' })] }],
    ['too many words', { comments: [comment({ text: 'x'.repeat(2001) })] }],
    ['a NUL', { comments: [comment({ text: 'a\u0000' })] }],
    ['a third side', { comments: [{ ...comment(), side: 'both' }] }],
    ['half a line', { comments: [comment({ line: 1.5 })] }],
    ['line 0', { comments: [comment({ line: 0 })] }],
    ['words of the line', { comments: [{ ...comment(), quote: 'forged' }] }],
    ['something more', { comments: [comment()], approve: true }],
    [
      'too much together',
      { comments: Array.from({ length: 40 }, () => comment({ text: 'x'.repeat(2000) })) },
    ],
  ])('are not taken as %s', (_, payload) => {
    expect(() => quoteComments(payload as unknown as Json, DIFF)).toThrow(/the payload must be|longer than/)
  })

  test('quote a long line in part, and never half a character', () => {
    const long = `${'x'.repeat(199)}\u{1f600}`
    const diff = `diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -0,0 +1 @@\n+${long}\n`
    const [first] = quoteComments({ comments: [comment({ path: 'a', line: 1 })] }, diff).comments
    expect(first?.quote).toBe('x'.repeat(199))
  })

  test('are of files of the change', () => {
    const payload = { comments: quoted(comment()) } as unknown as Json
    expect(checkComments(payload, ['src/a.ts'])).toHaveLength(1)
    expect(checkComments(undefined, [])).toEqual([])
    expect(() => checkComments(payload, ['src/b.ts'])).toThrow('is no file of this change')
    expect(() => checkComments({ comments: [comment()] } as unknown as Json, ['src/a.ts'])).toThrow('quote')
  })

  test('are found with the decision that made them', () => {
    const payload = { comments: quoted(comment()) }
    expect(commentsIn({ action: 'respond', payload })).toHaveLength(1)
    expect(commentsIn({ action: 'respond', payload: 'x' })).toEqual([])
    expect(commentsIn({ action: 'edit', payload })).toEqual([])
    expect(commentsIn(null)).toEqual([])
  })
})
