import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type CommandOptions, runCommand } from '../run-command.ts'
import { openSandbox } from './open-sandbox.ts'
import { makePlaces, SYSTEM_PATH } from './places.fixture.ts'
import type { Places } from './sandbox.ts'

const sandbox = await openSandbox({ path: SYSTEM_PATH })

let directory: string
let places: Places
beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'pm-bot-probe-')))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  places = makePlaces(directory)
})

async function inside(script: string, options: Partial<CommandOptions> = {}) {
  const argv = ['bash', '-c', script] as const
  const result = await runCommand({ argv, sandbox, places, network: false, timeoutMs: 60_000, ...options })
  return { ...result, said: Buffer.from(result.output).toString() }
}

/** Every command fails; what each said. */
async function refuses(commands: readonly string[], options?: Partial<CommandOptions>): Promise<string> {
  const { said } = await inside(
    commands
      .map((command) => `( ${command} ) && echo "HAPPENED: ${command.replace(/["$`\\]/g, '')}"`)
      .join('\n'),
    options,
  )
  expect(said.split('\n').filter((line) => line.startsWith('HAPPENED'))).toEqual([])
  return said
}

/** A process of the operator's, with a secret in its environment. */
function hostProcess(): { process: ChildProcess; pid: number; secret: string } {
  const secret = randomUUID()
  const sleeper = spawn('sleep', ['600'], { env: { PATH: SYSTEM_PATH, SECRET: secret }, stdio: 'ignore' })
  onTestFinished(() => void sleeper.kill('SIGKILL'))
  return { process: sleeper, pid: sleeper.pid!, secret }
}
const isUnharmed = ({ process }: ReturnType<typeof hostProcess>) =>
  process.exitCode === null && process.signalCode === null

if (sandbox.level === 'bubblewrap')
  describe('a command in the sandbox', () => {
    test('reads no password file, and no home but its own', async () => {
      const secret = randomUUID()
      writeFileSync(join(directory, 'secret'), secret)
      const said = await refuses([
        'cat /etc/shadow',
        'cat /etc/gshadow',
        'ls /etc/ssl/private',
        `ls ${homedir()}`,
        `cat ${directory}/secret`,
        `ls ${directory}`,
        'ls /root',
        'ls /proc/1/root/etc/shadow',
        'ls /proc/1/root/root',
      ])
      expect(said).not.toContain(secret)
      expect((await inside('ls -A ~; ls /home')).said).toBe('agent\n')
      expect((await inside('cat /etc/passwd')).said.split('\n')).toHaveLength(3)
    })

    test('sees no process but its own, nor what is in their environment', async () => {
      const host = hostProcess()
      const { said } = await inside('cat /proc/*/environ | tr "\\0" "\\n"; ls /proc | grep -c "^[0-9]"')
      expect(said).not.toContain(host.secret)
      expect(said).not.toMatch(/^(?!(?:PATH|HOME|TMPDIR|LANG|LC_ALL|TERM|CI|PWD|SHLVL|OLDPWD|_)=|\d+$)./m)
      expect(Number(said.trim().split('\n').at(-1))).toBeLessThan(10)
    })

    test('harms no process but its own: no signal, no tracing', async () => {
      const host = hostProcess()
      const ptrace = process.arch === 'arm64' ? 117 : 101
      await refuses([
        `kill -9 ${host.pid}`,
        `kill -9 ${process.pid}`,
        `cat /proc/${host.pid}/environ`,
        `perl -e 'exit(syscall(${ptrace}, 16, ${host.pid}, 0, 0) != 0)'`,
      ])
      await inside('kill -9 -1')
      expect(isUnharmed(host)).toBe(true)
    })

    test('writes nowhere but into its own places', async () => {
      const outside = join(directory, 'outside')
      writeFileSync(outside, 'theirs')
      const targets = [
        '/',
        '/usr',
        '/etc',
        '/dev',
        '/proc',
        '/run',
        '/var',
        '/home',
        '/bin',
        directory,
        homedir(),
      ]
      await refuses([
        ...targets.map((target) => `echo x > ${join(target, 'pm-bot-was-here')}`),
        `echo x > ${outside}`,
        'echo x >> /etc/passwd',
        'rm -rf /usr/bin/env',
        'chmod 777 /usr/bin/env',
        'mkdir /new',
        'echo 1 > /proc/sys/kernel/sysrq',
        'echo x > /proc/sysrq-trigger',
        'mknod disk b 8 0',
        'test -e /sys/kernel',
        'ls /dev/sd* /dev/vd* /dev/nvme* /dev/mem /dev/kmsg',
      ])
      expect(readFileSync(outside, 'utf8')).toBe('theirs')
      expect(readdirSync(directory).sort()).toEqual(['clone', 'home', 'outside', 'tmp'])
      expect(readdirSync(places.clone)).toEqual([])
      expect(targets.filter((target) => existsSync(join(target, 'pm-bot-was-here')))).toEqual([])
    })

    test('follows no link out of its clone', async () => {
      const outside = join(directory, 'outside')
      mkdirSync(outside)
      writeFileSync(join(outside, 'file'), 'theirs')
      symlinkSync(outside, join(places.clone, 'planted'))
      const said = await refuses([
        'cat planted/file',
        'echo x > planted/file',
        'echo x > planted/new',
        `ln -s ${outside}/file mine; cat mine`,
        `ln ${outside}/file hard`,
        'cat ../outside/file',
        'cat /proc/self/cwd/../outside/file',
        'cd planted',
      ])
      expect(said).not.toContain('theirs')
      expect(readdirSync(outside)).toEqual(['file'])
      expect(readFileSync(join(outside, 'file'), 'utf8')).toBe('theirs')
    })

    test('mounts nothing, and gets no rights by another namespace', async () => {
      await refuses([
        'mount -t tmpfs none /tmp',
        'mount --bind /clone /usr',
        'mount -o remount,rw /usr',
        'mount -o remount,rw /',
        'umount /usr',
        'umount -l /proc',
        'unshare --user --map-root-user true',
        'unshare --mount true',
        'unshare --pid --fork true',
        'chroot / true',
        'hostname other',
        'date -s 2000-01-01',
      ])
      expect((await inside('grep -E "^Cap(Prm|Eff|Bnd|Amb)" /proc/self/status')).said).toBe(
        ['CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map((set) => `${set}:\t0000000000000000\n`).join(''),
      )
      expect(
        (await inside('cp /usr/bin/id id; chmod u+s id; ./id -u; grep NoNewPrivs /proc/self/status')).said,
      ).toBe('1000\nNoNewPrivs:\t1\n')
    })

    test('reaches no network, unless it is given', async () => {
      let connections = 0
      const server = createServer((socket) => {
        connections += 1
        socket.end()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      onTestFinished(() => void server.close())
      const { port } = server.address() as { port: number }
      const connect = `exec 3<>/dev/tcp/127.0.0.1/${port}`
      await refuses([connect, 'exec 3<>/dev/tcp/192.0.2.1/80'])
      expect(connections).toBe(0)
      expect((await inside('cat /proc/net/dev | grep -c :')).said).toBe('1\n')

      expect((await inside(`${connect} && echo through`, { network: true })).said).toBe('through\n')
      expect(connections).toBe(1)
    })

    test('leaves nothing behind: neither a session of its own nor a second fork gets away', async () => {
      const name = randomUUID()
      const { said } = await inside(
        `setsid setsid sh -c 'trap "" TERM HUP; (setsid sleep 600; : ${name}) & sleep 600; : ${name}' & sleep 0.5; (nohup sleep 600 &) ; ps ax | grep -c sleep`,
      )
      expect(Number(said.trim().split('\n').at(-1))).toBeGreaterThan(2)
      expect(execFileSync('ps', ['-eo', 'args=']).toString()).not.toContain(name)
    })

    test('a fork bomb is ended, and the machine is well', async () => {
      const name = `bomb${randomUUID().replaceAll('-', '')}`
      // Doubles as such bombs do; on a machine where nothing stops it, it ends by itself after some thousand.
      const bomb = `${name}() { if [ $1 -gt 0 ]; then ${name} $(($1 - 1)) & ${name} $(($1 - 1)) & fi; sleep 60; }`
      const { limit } = await inside(`${bomb}; ${name} 11`, { limits: { processes: 200 } })
      expect(limit).toBe('processes')
      expect(execFileSync('ps', ['-eo', 'args=']).toString()).not.toContain(name)
      expect((await inside('echo well')).said).toBe('well\n')
    })

    test('memory that no process owns cannot be filled', async () => {
      const { said } = await inside(
        'df --output=target -t tmpfs | tail -n +2 | while read -r place; do echo x > "$place/x" && echo "wrote $place"; done 2>/dev/null; true',
      )
      expect(said).toBe('')
    })
  })
else
  test('there is no sandbox here, and what there is says so', async () => {
    expect(sandbox).toMatchObject({
      level: 'process-group',
      shortfall: expect.stringMatching(/^bubblewrap is /),
    })
    expect((await inside('echo works')).said).toBe('works\n')
  })

test('without bubblewrap, or with one that fails, the weaker level says why', async () => {
  const bin = join(directory, 'bin')
  mkdirSync(bin)
  expect(await openSandbox({ path: bin })).toMatchObject({
    level: 'process-group',
    shortfall: 'bubblewrap is not installed',
    prlimit: null,
  })
  writeFileSync(
    join(bin, 'bwrap'),
    '#!/bin/sh\necho "bwrap: No permissions to create new namespace" >&2; exit 1\n',
    {
      mode: 0o755,
    },
  )
  expect((await openSandbox({ path: bin })).shortfall).toBe(
    'bubblewrap is installed but may not make a sandbox here: bwrap: No permissions to create new namespace',
  )
})
