import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type CommandOptions, runCommand } from '../run-command.ts'
import { openSandbox, processGroup } from './open-sandbox.ts'
import { makePlaces, SYSTEM_PATH } from './places.fixture.ts'
import type { Places } from './sandbox.ts'

const strongest = await openSandbox({ path: SYSTEM_PATH })
const { prlimit } = strongest
const levels = {
  'the strongest level here': strongest,
  'a process group': processGroup({ path: SYSTEM_PATH, prlimit, shortfall: 'this is its test' }),
}
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

describe.each(Object.entries(levels))('at %s', (_, sandbox) => {
  let places: Places
  beforeEach(() => {
    const directory = mkdtempSync(join(tmpdir(), 'pm-bot-levels-'))
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    places = makePlaces(directory)
  })
  const run = (argv: CommandOptions['argv'], options: Partial<CommandOptions> = {}) =>
    runCommand({ argv, sandbox, places, network: false, timeoutMs: 60_000, ...options })
  const sh = (script: string, options?: Partial<CommandOptions>) => run(['sh', '-c', script], options)

  test('a command works in the clone, and its report says the level', async () => {
    const result = await sh(
      'echo one; echo two >&2; echo three > file; ln -s file link; chmod +x file; exit 3',
    )
    expect(result).toMatchObject({ exitCode: 3, signal: null, limit: null, spawnError: null })
    expect(result.level).toBe(sandbox.level)
    expect(text(result.output)).toBe('one\ntwo\n')
    expect(readFileSync(join(places.clone, 'link'), 'utf8')).toBe('three\n')
    expect(statSync(join(places.clone, 'file'))).toMatchObject({ uid: process.getuid?.() })
  })

  test('it has a home, room for temporary files and shared memory, outputs by name, and no input', async () => {
    const result = await sh(
      'set -e; touch ~/home "$TMPDIR/tmp" /var/tmp/x /dev/shm/x-$$; rm /var/tmp/x /dev/shm/x-$$; cat; echo ok > /dev/stdout; echo > /dev/null',
    )
    expect(text(result.output)).toBe('ok\n')
    expect(readdirSync(places.home)).toEqual(['home'])
    expect(readdirSync(places.tmp).filter((name) => name !== '.shm')).toEqual(['tmp'])
  })

  test('it is handed nothing but its environment, and no descriptor', async () => {
    const result = await sh('env | sed "s/=.*//" | sort | tr "\\n" " "; ls /proc/self/fd | tr "\\n" " "')
    expect(text(result.output)).toBe('CI HOME LANG LC_ALL PATH PWD TERM TMPDIR 0 1 2 3 ')
  })

  test('arguments pass as they are, through no shell', async () => {
    const result = await run(['printf', '%s|', '$HOME', 'a b', '', '; ls', '“ü”', '--', '--bind'])
    expect(text(result.output)).toBe('$HOME|a b||; ls|“ü”|--|--bind|')
  })

  test('it says in a sentence why a program could not be started', async () => {
    expect(await run(['no-such-program'])).toMatchObject({
      exitCode: null,
      spawnError: 'the program “no-such-program” was not found',
    })
    expect(await run(['/'])).toMatchObject({ spawnError: 'the program “/” may not be executed' })
    const gone = { ...places, clone: join(places.clone, 'gone') }
    expect((await run(['true'], { places: gone })).spawnError).toMatch(
      /^the directory .*gone does not exist$/,
    )
    expect((await run(['echo', 'a\u0000b'])).spawnError).toMatch(/could not be started/)
  })

  test('at its time limit it is asked to end, and ended when it does not', async () => {
    const limit = { timeoutMs: 1000, graceMs: 500 }
    expect(await run(['sleep', '60'], limit)).toMatchObject({
      exitCode: null,
      signal: 'SIGTERM',
      limit: 'time',
    })
    const tidy = await sh('trap "echo tidied; exit 0" TERM; while :; do sleep 0.05; done', {
      ...limit,
      graceMs: 20_000,
    })
    expect(tidy).toMatchObject({ exitCode: 0, limit: 'time', tail: expect.stringMatching(/tidied$/) })
    const deaf = await sh('trap "" TERM; echo deaf; while :; do sleep 0.05; done', limit)
    expect(deaf).toMatchObject({ exitCode: null, signal: 'SIGKILL', limit: 'time', tail: 'deaf' })
  })

  test('an abort ends it', async () => {
    const abort = new AbortController()
    const onOutput = () => abort.abort(new Error('cancelled'))
    const result = await sh('trap "" TERM; echo; while :; do sleep 0.05; done', {
      signal: abort.signal,
      onOutput,
    })
    expect(result).toMatchObject({ aborted: true, limit: null })
  })

  test('more memory than it may have ends it', async () => {
    const result = await sh('head -c 4000000000 /dev/zero | tail', { limits: { memoryBytes: 200e6 } })
    expect(result).toMatchObject({ limit: 'memory', exitCode: null })
  })

  test('memory that several processes share is counted once', async () => {
    const map =
      'use strict; my $x = "x" x 60e6; for (1..8) { fork or do { sleep 1; exit } } wait for 1..8; print "ok"'
    expect(await run(['perl', '-e', map], { limits: { memoryBytes: 200e6 } })).toMatchObject({
      limit: null,
      tail: 'ok',
    })
  })

  test('more processes than it may have end it, also when they leave their parents', async () => {
    const bomb = 'i=0; while [ $i -lt 400 ]; do (sleep 60 &); i=$((i+1)); done; sleep 60'
    const result = await sh(bomb, { limits: { processes: 100 } })
    expect(result).toMatchObject({ limit: 'processes', exitCode: null })
  })

  test('a file that grows too big ends it', async () => {
    const result = await sh('exec head -c 3000000 /dev/zero > file', { limits: { fileBytes: 1_000_000 } })
    expect(result.limit).toBe(prlimit === null ? null : 'file-size')
    expect(statSync(join(places.clone, 'file')).size).toBe(prlimit === null ? 3_000_000 : 1_000_000)
  })

  test('output without end ends it', async () => {
    const result = await run(['yes'], { maxOutput: 1_000_000, outputCap: 1000 })
    expect(result).toMatchObject({ limit: 'output', exitCode: null })
    expect(result.output.length).toBeLessThan(1100)
  })

  test('a disk that fills ends it', async () => {
    const limits = { freeBytes: Number.MAX_SAFE_INTEGER }
    expect(await run(['sleep', '60'], { limits })).toMatchObject({ limit: 'disk', exitCode: null })
  })
})
