import { describe, expect, test } from 'vitest'
import { changedParts } from './changed-part.ts'
import { diffModel } from './diff-model.ts'
import { type ChangedFile, fileNotices } from './file-notices.ts'

const file = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  change: 'modified',
  additions: 0,
  deletions: 0,
  binary: false,
  oldMode: '100644',
  mode: '100644',
  ...more,
})

const PATCH = `diff --git a/a.ts b/a.ts
--- a/a.ts
+++ b/a.ts
@@ -1,1 +1,1 @@
-const limit = 10
+const limit = 25
diff --git a/run.sh b/run.sh
new file mode 100755
--- /dev/null
+++ b/run.sh
@@ -0,0 +1 @@
+make
`

describe('the diff model', () => {
  test("keeps the server's files and order, with and without lines", () => {
    const model = diffModel(PATCH, [file('logo.png', { binary: true }), file('run.sh'), file('a.ts')])
    expect(model.map((entry) => [entry.file.path, entry.lineCount])).toEqual([
      ['logo.png', 0],
      ['run.sh', 1],
      ['a.ts', 2],
    ])
  })

  test('never leaves out lines of a file that the server does not list', () => {
    expect(diffModel(PATCH, [file('a.ts')]).map((entry) => entry.file)).toEqual([
      file('a.ts'),
      {
        path: 'run.sh',
        change: 'added',
        additions: 1,
        deletions: 0,
        binary: false,
        oldMode: null,
        mode: '100755',
      },
    ])
  })

  test('shows both parts of a file that became a link', () => {
    const [entry] = diffModel(
      `diff --git a/l b/l
deleted file mode 100644
--- a/l
+++ /dev/null
@@ -1 +0,0 @@
-text
diff --git a/l b/l
new file mode 120000
--- /dev/null
+++ b/l
@@ -0,0 +1 @@
+/etc/passwd
`,
      [file('l', { change: 'type-changed', mode: '120000' })],
    )
    expect(entry?.hunks.flatMap((hunk) => hunk.lines.map((line) => line.text))).toEqual([
      'text',
      '/etc/passwd',
    ])
  })

  test('finds what changed within a line', () => {
    const [a] = diffModel(PATCH)
    const lines = a?.hunks[0]?.lines ?? []
    expect([...changedParts(lines).values()]).toEqual([
      [14, 16],
      [14, 16],
    ])
  })

  test.each([
    ['\u{e0100}', '\u{e0101}'],
    ['\u{e0100}', '\u{1f100}'],
    ['x', '\u{e0100}'],
  ])('cuts no character in two, from %j to %j', (before, after) => {
    const line = (kind: 'deleted' | 'added', text: string) => ({ kind, text, oldNumber: 1, newNumber: 1 })
    const lines = [line('deleted', `same ${before} end`), line('added', `same ${after} end`)]
    const parts = changedParts(lines)
    expect(lines.map((each) => each.text.slice(...parts.get(each)!))).toEqual([before, after])
  })

  test('does not compare lines that have nothing in common', () => {
    const lines = [
      { kind: 'deleted' as const, text: 'alpha', oldNumber: 1, newNumber: null },
      { kind: 'added' as const, text: 'omega too', oldNumber: null, newNumber: 1 },
    ]
    expect(changedParts(lines).size).toBe(0)
  })
})

test('notices say what the lines do not', () => {
  expect(fileNotices(file('a', { mode: '100755' }))).toEqual(['Was a plain file, becomes executable.'])
  expect(fileNotices(file('l', { change: 'added', oldMode: null, mode: '120000' }))[0]).toBe(
    'New: a symbolic link.',
  )
  expect(fileNotices(file('b', { change: 'renamed', oldPath: 'c' }))).toEqual(['Renamed from c.'])
  expect(fileNotices(file('plain'))).toEqual([])
})
