import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { GitFailedError, GitOutputTooLargeError, GitTimeoutError } from './git-errors.ts'
import { git, makeRepository, temporaryDirectory } from './repository.fixture.ts'
import { makeRunGit } from './run-git.ts'

/** Waits for as long as nobody writes to its input: an alias runs it through git's own shell. */
const SLEEP = ['-c', 'alias.wait=!sleep 30 & wait', 'wait'] as const

describe('running git', () => {
  test('carries bytes in and out unharmed', async () => {
    const cwd = makeRepository({ a: 'x' })
    const runGit = makeRunGit(temporaryDirectory())
    const input = randomBytes(3 * 2 ** 20)

    const { stdout: id } = await runGit({ cwd, args: ['hash-object', '-w', '--stdin'], input })
    const { stdout } = await runGit({ cwd, args: ['cat-file', 'blob', id.toString().trim()] })
    expect(stdout.equals(input)).toBe(true)
  })

  test('says what git said when it fails, unless the exit code is an answer', async () => {
    const cwd = makeRepository({ a: 'x' })
    const runGit = makeRunGit(temporaryDirectory())
    const failure = runGit({ cwd, args: ['rev-parse', '--verify', 'nonsense'] })

    await expect(failure).rejects.toThrow(GitFailedError)
    await expect(failure).rejects.toThrow('git rev-parse ended with 128: fatal: Needed a single revision')
    const answer = await runGit({ cwd, args: ['rev-parse', '--verify', 'nonsense'], answers: [0, 128] })
    expect(answer.exitCode).toBe(128)
  })

  test('ends with what it started when it takes too long', async () => {
    const runGit = makeRunGit(temporaryDirectory())
    const begun = Date.now()
    const call = runGit({ cwd: makeRepository({}), args: SLEEP, timeoutMs: 200 })

    await expect(call).rejects.toThrow(GitTimeoutError)
    await expect(call).rejects.toThrow('did not finish within 0.2 seconds')
    // It settles only once its pipes are closed, so the grandchild has ended too.
    expect(Date.now() - begun).toBeLessThan(20_000)
  })

  test('ends when its signal fires, and does not begin after that', async () => {
    const runGit = makeRunGit(temporaryDirectory())
    const controller = new AbortController()
    const cwd = makeRepository({})
    const call = runGit({ cwd, args: SLEEP, signal: controller.signal })
    setTimeout(() => controller.abort(new Error('cancelled')), 100)

    await expect(call).rejects.toThrow('cancelled')
    await expect(runGit({ cwd, args: ['status'], signal: controller.signal })).rejects.toThrow('cancelled')
  })

  test('refuses an output that is too large', async () => {
    const cwd = makeRepository({ a: 'x'.repeat(100_000) })
    const call = makeRunGit(temporaryDirectory())({ cwd, args: ['show', 'HEAD:a'], maxOutputBytes: 50_000 })
    await expect(call).rejects.toThrow(GitOutputTooLargeError)
  })

  test('survives a git that does not read its input', async () => {
    const cwd = makeRepository({})
    const call = makeRunGit(temporaryDirectory())({
      cwd,
      args: ['version'],
      input: Buffer.alloc(5 * 2 ** 20),
    })
    expect((await call).stdout.toString()).toMatch(/^git version/)
  })

  test("shows git nothing of our environment, nor of the user's configuration", async () => {
    vi.stubEnv('SECRET_TOKEN', 's3cret')
    vi.stubEnv('GIT_DIR', '/nonexistent')
    const directory = temporaryDirectory()
    const runGit = makeRunGit(directory)
    const cwd = makeRepository({})
    const shown = await runGit({ cwd, args: ['-c', 'alias.env=!env', 'env'] })
    const origins = await runGit({ cwd, args: ['config', '--list', '--show-origin', '--name-only'] })
    vi.unstubAllEnvs()

    expect(shown.stdout.toString()).not.toMatch(/s3cret|SECRET|\/nonexistent\/.config/)
    const files = new Set(origins.stdout.toString().match(/^file:\S+/gm))
    expect([...files]).toEqual([`file:${join(directory, 'config')}`, 'file:.git/config'])
    expect(readFileSync(join(directory, 'config')).toString()).toContain('directory = *')
    expect(git(cwd, 'status', '--porcelain')).toBe('')
  })
})
