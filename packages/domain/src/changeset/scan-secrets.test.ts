import { describe, expect, test } from 'vitest'
import { scanSecrets } from './scan-secrets.ts'

const patchOf = (path: string, ...added: string[]) =>
  [
    `diff --git a/${path} b/${path}`,
    'new file mode 100644',
    '--- /dev/null',
    `+++ b/${path}`,
    `@@ -0,0 +1,${added.length} @@`,
    ...added.map((line) => `+${line}`),
    '',
  ].join('\n')

describe('the scan of added lines', () => {
  test.each([
    'password: "hunter22hunter22"',
    `const apiKey = 'a1b2c3d4e5f6'`,
    '"client_secret": "q8w7e6r5t4y3"',
    'access_key => "A1B2C3D4E5"',
    'export DB_PASSWORD=correcthorse9',
    'API_TOKEN_PROD=9f8e7d6c5b4a',
  ])('points at %s', (line) => {
    expect(scanSecrets(patchOf('src/a.ts', 'first', line)).suspects).toEqual([
      { path: 'src/a.ts', line: 2, why: 'assigned' },
    ])
  })

  test.each([
    'password: "$DB_PASSWORD"',
    'token = process.env.TOKEN',
    'const secret = "<your secret here>"',
    'API_KEY=your-key-goes-here',
    'PASSWORD=',
    'the password is checked in one function',
    'tokens: 40_000_000',
    "password: 'short'",
  ])('passes over %s', (line) => {
    expect(scanSecrets(patchOf('src/a.ts', line)).suspects).toEqual([])
  })

  test('points at files that hold credentials, and not at those that show how', () => {
    const paths = ['.env', 'a/.env.production', '.env.example', 'keys/id_ed25519', 'tls/server.KEY', 'a.keys']
    const patch = paths.map((path) => patchOf(path, 'x')).join('')
    expect(
      scanSecrets(patch)
        .suspects.map(({ path }) => path)
        .sort(),
    ).toEqual(['.env', 'a/.env.production', 'keys/id_ed25519', 'tls/server.KEY'].sort())
  })

  test('counts lines and binary files, and takes no line for the header of a file', () => {
    const forged = patchOf('a.txt', '++ b/innocent.md', 'password = "correct-horse"')
    const binary = 'diff --git a/x.png b/x.png\nindex 1..2\nBinary files a/x.png and b/x.png differ\n'
    expect(scanSecrets(forged + binary)).toEqual({
      lines: 2,
      binaries: 1,
      suspects: [{ path: 'a.txt', line: 2, why: 'assigned' }],
      more: 0,
    })
  })

  test('says nothing of what goes away', () => {
    const patch =
      'diff --git a/.env b/.env\ndeleted file mode 100644\n--- a/.env\n+++ /dev/null\n@@ -1 +0,0 @@\n-PASSWORD=correcthorse\n'
    expect(scanSecrets(patch)).toEqual({ lines: 0, binaries: 0, suspects: [], more: 0 })
  })

  test('keeps so many and counts the rest', () => {
    const lines = Array.from({ length: 60 }, (_, n) => `password: "correct-horse-${n}"`)
    const { suspects, more } = scanSecrets(patchOf('a.txt', ...lines))
    expect([suspects.length, more]).toEqual([50, 10])
  })

  test('takes linear time for lines made to be slow', () => {
    const line = `${'password'.repeat(250)}${' '.repeat(2000)}${'token="'.repeat(9000)}`
    expect(scanSecrets(patchOf('a.txt', ...Array.from({ length: 200 }, () => line))).lines).toBe(200)
  })
})
