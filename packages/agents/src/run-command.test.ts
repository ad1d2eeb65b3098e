import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive, untilDead } from './process-alive.fixture.ts'
import { type CommandOptions, runCommand } from './run-command.ts'
import { processGroup } from './sandbox/open-sandbox.ts'
import { SYSTEM_PATH } from './sandbox/places.fixture.ts'

// What every level promises is in sandbox/levels.test.ts.
const sandbox = processGroup({ path: SYSTEM_PATH, prlimit: null, shortfall: 'this is its test' })
let cwd: string
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'run-command-'))
})
afterEach(() => rm(cwd, { recursive: true }))

const run = (argv: CommandOptions['argv'], options: Partial<CommandOptions> = {}) =>
  runCommand({
    argv,
    sandbox,
    places: { clone: cwd, home: cwd, tmp: cwd },
    network: true,
    timeoutMs: 30_000,
    ...options,
  })
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

test('gives back the exit code and both outputs in their order', async () => {
  const result = await run(['sh', '-c', 'echo one; echo two >&2; echo three; exit 3'])
  expect(text(result.output)).toBe('one\ntwo\nthree\n')
  expect(result).toMatchObject({ exitCode: 3, signal: null, limit: null, aborted: false })
  expect(result).toMatchObject({ spawnError: null, tail: 'one\ntwo\nthree' })
  expect(result.durationMs).toBeGreaterThanOrEqual(0)
})

test('passes arguments as they are, through no shell', async () => {
  const result = await run(['printf', '%s|', '$HOME', 'a b', '', '; ls', '“ü”'])
  expect(text(result.output)).toBe('$HOME|a b||; ls|“ü”|')
})

test('the command can open its outputs by name', async () => {
  const result = await run(['sh', '-c', 'echo out > /dev/stdout; echo err > /dev/stderr'])
  expect(text(result.output)).toBe('out\nerr\n')
})

test('the command sees nothing of our environment, descriptors and input', async () => {
  process.env.RUN_COMMAND_SECRET = 'hunter2'
  const result = await run(['sh', '-c', 'env | sort; cat; ls -l /proc/self/fd | grep -c socket:'])
  delete process.env.RUN_COMMAND_SECRET
  expect(text(result.output).split('\n')).toEqual([
    'CI=1',
    `HOME=${cwd}`,
    'LANG=C.UTF-8',
    'LC_ALL=C.UTF-8',
    expect.stringMatching(/^PATH=\/usr\/local\/sbin:/),
    `PWD=${cwd}`,
    'TERM=dumb',
    `TMPDIR=${cwd}`,
    // The channels of guard and worker are sockets.
    '0',
    '',
  ])
})

test('leaves nothing of its own in the temporary directory', async () => {
  await run(['true'])
  expect(await readdir(cwd)).toEqual([])
})

test('says in a sentence why a program could not be started', async () => {
  expect(await run(['no-such-program'])).toMatchObject({
    exitCode: null,
    spawnError: 'the program “no-such-program” was not found',
  })
  expect(await run(['/'])).toMatchObject({ spawnError: 'the program “/” may not be executed' })
  expect(await run(['true'], { places: { clone: join(cwd, 'gone'), home: cwd, tmp: cwd } })).toMatchObject({
    spawnError: `the directory ${join(cwd, 'gone')} does not exist`,
  })
  expect((await run(['echo', 'a\u0000b'])).spawnError).toMatch(/could not be started/)
})

test('stops a command at its time limit, also one that ignores being asked', async () => {
  expect(await run(['sleep', '60'], { timeoutMs: 100 })).toMatchObject({
    signal: 'SIGTERM',
    exitCode: null,
    limit: 'time',
  })
  const stubborn = await run(['sh', '-c', 'trap "" TERM; echo deaf; while :; do sleep 0.05; done'], {
    timeoutMs: 300,
    graceMs: 200,
  })
  expect(stubborn).toMatchObject({ signal: 'SIGKILL', limit: 'time', tail: 'deaf' })
  expect(stubborn.durationMs).toBeGreaterThanOrEqual(490)
})

test('an abort ends the whole group within a second', async () => {
  const abort = new AbortController()
  let pids: number[] = []
  let abortedAt = 0
  const result = await run(['sh', '-c', 'trap "" TERM; sleep 60 & echo $$ $!; wait; sleep 60'], {
    signal: abort.signal,
    onOutput: (chunk) => {
      pids = text(chunk).trim().split(' ').map(Number)
      abortedAt = performance.now()
      abort.abort(new Error('cancelled'))
    },
  })
  expect(performance.now() - abortedAt).toBeLessThan(1000)
  expect(result).toMatchObject({ aborted: true, signal: 'SIGKILL', limit: null })
  expect(pids).toHaveLength(2)
  expect(await Promise.all(pids.map(isAlive))).toEqual([false, false])
  await expect(run(['true'], { signal: abort.signal })).rejects.toThrow('cancelled')
})

test('what the command left in the background ends with it', async () => {
  const result = await run(['sh', '-c', 'sleep 60 & echo $!'])
  expect(result.exitCode).toBe(0)
  expect(await isAlive(Number(result.tail))).toBe(false)
})

test('a process that left the group is found as long as its parents live, and does not hold the result back', async () => {
  const result = await run(
    [
      'sh',
      '-c',
      'setsid sh -c "echo \\$\\$ > pid; exec sleep 60" & until [ -s pid ]; do sleep 0.01; done; cat pid; wait',
    ],
    { timeoutMs: 3000 },
  )
  expect(result).toMatchObject({ limit: 'time', signal: 'SIGTERM' })
  expect(await isAlive(Number(result.tail))).toBe(false)
})

test('keeps a bounded part of much output', async () => {
  const result = await run(
    ['sh', '-c', 'echo first; head -c 20000000 /dev/zero | tr "\\0" x; echo; echo last'],
    {
      outputCap: 1000,
    },
  )
  expect(text(result.output)).toMatch(/^first\nx+\n\[pm-bot: 19999012 bytes are left out here\]\nx+\nlast\n$/)
  expect(result.tail).toMatch(/last$/)
})

test('the command dies with a guard that is killed, and that is not taken for its end', async () => {
  let command = 0
  let lines = 0
  const running = run(['sh', '-c', 'while :; do echo $$ $PPID; sleep 0.05; done'], {
    onOutput: (chunk) => {
      const [pid, guard] = text(chunk).trim().split(/\s/).map(Number)
      command = pid!
      lines += 1
      // Not at the first line: the guard may not have said yet which group it started.
      if (lines === 6) process.kill(guard!, 'SIGKILL')
    },
  })
  await expect(running).rejects.toThrow("the command's guard ended before the command")
  await untilDead(command, 1000)
  expect(await isAlive(command)).toBe(false)
})
