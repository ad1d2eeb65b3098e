import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkDataDirectory } from './check-data-directory.ts'
import { checkGit } from './check-git.ts'
import { checkEnvFile } from './check-settings.ts'

function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-doctor-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

test('a data directory that is not there yet, and one that cannot be', () => {
  const directory = makeDirectory()
  expect(checkDataDirectory(join(directory, 'a', 'b'))).toMatchObject([{ verdict: 'ok' }])
  writeFileSync(join(directory, 'file'), '', { mode: 0o600 })
  expect(checkDataDirectory(join(directory, 'file', 'data'))).toMatchObject([
    { verdict: 'problem', finding: expect.stringContaining('cannot be made') },
  ])
  expect(checkDataDirectory(join(directory, 'file'))).toMatchObject([
    { verdict: 'problem', finding: expect.stringContaining('is not a directory') },
  ])
})

test.each(['audit.key', 'secrets.key'])('a data directory, or its %s, that others may read', (name) => {
  const directory = makeDirectory()
  const key = join(directory, 'control_plane', name)
  mkdirSync(join(directory, 'control_plane'), { mode: 0o700 })
  writeFileSync(key, 'secret', { mode: 0o600 })
  expect(checkDataDirectory(directory)).toMatchObject([{ verdict: 'ok' }])
  chmodSync(directory, 0o755)
  chmodSync(key, 0o644)
  expect(checkDataDirectory(directory)).toMatchObject([
    { verdict: 'warning', advice: `Run: chmod 700 ${directory}` },
    { verdict: 'problem', advice: `Run: chmod 600 ${key}` },
  ])
})

test('a file of settings that others may read', () => {
  const file = join(makeDirectory(), '.env')
  expect(checkEnvFile(file)).toEqual([])
  writeFileSync(file, 'PMBOT_PASSWORD=x', { mode: 0o600 })
  expect(checkEnvFile(file)).toEqual([])
  chmodSync(file, 0o644)
  expect(checkEnvFile(file)).toMatchObject([{ verdict: 'warning', advice: `Run: chmod 600 ${file}` }])
})

test('no git', async () => {
  expect(await checkGit(makeDirectory())).toMatchObject({
    verdict: 'problem',
    finding: 'There is no git on PATH.',
  })
})
