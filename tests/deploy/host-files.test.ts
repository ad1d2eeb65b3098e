import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { WORK_QUEUES } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const UNITS = readdirSync(new URL('deploy/systemd', root)).sort()

/** Section to setting to its values, as systemd reads a unit; a line that is neither fails. */
function parseUnit(text: string): Record<string, Record<string, string[]>> {
  const unit: Record<string, Record<string, string[]>> = {}
  let section: Record<string, string[]> = {}
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const name = /^\[(Unit|Service|Install)\]$/.exec(line)?.[1]
    if (name) {
      section = unit[name] = {}
      continue
    }
    const setting = /^([A-Z]\w+)=(.*)$/.exec(line)
    if (!setting) throw new Error(`no setting: ${line}`)
    const values = section[setting[1]!] ?? []
    section[setting[1]!] = [...values, setting[2]!]
  }
  return unit
}

describe('deploy/systemd', () => {
  test('has a unit for each process', () => {
    expect(UNITS).toEqual([
      'pm-bot-api.service',
      'pm-bot-migrate.service',
      'pm-bot-publisher.service',
      'pm-bot-scheduler.service',
      'pm-bot-worker@.service',
    ])
  })

  test.each(UNITS)('%s is hardened and runs a program that exists', (name) => {
    const { Service } = parseUnit(read(`deploy/systemd/${name}`))
    expect(Service).toMatchObject({
      User: ['pm-bot'],
      NoNewPrivileges: ['yes'],
      CapabilityBoundingSet: [''],
      ProtectSystem: ['strict'],
      PrivateTmp: ['yes'],
      StateDirectory: ['pm-bot'],
      StateDirectoryMode: ['0700'],
    })
    const [node, program] = Service!.ExecStart![0]!.split(' ')
    expect(node).toBe('/usr/bin/node')
    expect(existsSync(new URL(program!, root))).toBe(true)
  })

  test.each(UNITS.filter((name) => !name.includes('migrate')))('%s comes back, and stops in time', (name) => {
    const { Unit, Service } = parseUnit(read(`deploy/systemd/${name}`))
    expect(Service).toMatchObject({ Restart: ['always'], TimeoutStopSec: ['15'], KillMode: ['mixed'] })
    expect(Unit).toMatchObject({ StartLimitIntervalSec: ['0'] })
    expect(Unit!.After![0]).toContain('pm-bot-migrate.service')
    expect(Service!.EnvironmentFile).not.toContain('/etc/pm-bot/migrate.env')
  })

  test('gives the password to the api alone', () => {
    const readers = UNITS.filter((name) => read(`deploy/systemd/${name}`).includes('/etc/pm-bot/api.env'))
    expect(readers).toEqual(['pm-bot-api.service'])
  })

  test('gives what opens GitHub to the publisher alone, and no command of a run to it', () => {
    const units = UNITS.map((name) => ({ name, text: read(`deploy/systemd/${name}`) }))
    const readers = units.filter(({ text }) => text.includes('/etc/pm-bot/github.env'))
    expect(readers.map(({ name }) => name)).toEqual(['pm-bot-publisher.service'])
    const queues = units.flatMap(({ text }) => /--queues (\S+)/.exec(text)?.[1]?.split(',') ?? [])
    expect(queues.sort()).toEqual([...WORK_QUEUES].sort())
    expect(readers[0]?.text).toContain('--queues publish,sync,notify')
    const writers = units.filter(({ text }) => text.includes('ReadWritePaths='))
    expect(writers.map(({ name }) => name)).toEqual(['pm-bot-publisher.service'])
  })
})

test('deploy/Caddyfile answers for PMBOT_PUBLIC_URL and passes server-sent events on at once', () => {
  const lines = read('deploy/Caddyfile')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(lines.slice(0, 3)).toEqual([
    '{$PMBOT_PUBLIC_URL} {',
    'reverse_proxy 127.0.0.1:7070 {',
    'flush_interval -1',
  ])
  const depth = lines.map((line) => (line.endsWith('{') ? 1 : line === '}' ? -1 : 0))
  expect(depth.reduce<number>((sum, step) => sum + step, 0)).toBe(0)
})
