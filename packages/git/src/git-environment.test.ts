import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { prepareGitEnvironment } from './git-environment.ts'
import { openGit } from './open-git.ts'
import { change, makeRepository, temporaryDirectory } from './repository.fixture.ts'

afterEach(() => vi.unstubAllEnvs())

test.each([
  ['./node_modules/.bin::bin:.:/usr/bin:../bin:/bin:', '/usr/bin:/bin'],
  ['/srv/node_modules/.bin:/srv/node_modules:/opt/my_node_modules/bin', '/opt/my_node_modules/bin'],
  ['./node_modules/.bin', '/usr/local/bin:/usr/bin:/bin'],
])('of the PATH %s, git gets %s', (path, kept) => {
  vi.stubEnv('PATH', path)
  expect(prepareGitEnvironment(temporaryDirectory()).PATH).toBe(kept)
})

test('a git that lies in a repository does not run there', async () => {
  const source = makeRepository({ a: 'x\n' })
  const trace = join(temporaryDirectory(), 'sprung')
  change(source, { 'node_modules/.bin/git': { executable: `#!/bin/sh\ntouch ${trace}\n` } })
  vi.stubEnv('PATH', `./node_modules/.bin:${process.env.PATH}`)

  const { path } = await openGit({ dataDirectory: temporaryDirectory() }).inspect(source)
  expect(path).toBe(source)
  expect(existsSync(trace)).toBe(false)
})
