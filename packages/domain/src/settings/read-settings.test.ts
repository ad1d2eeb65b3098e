import { describe, expect, test } from 'vitest'
import { DIRECT } from './outbound-settings.ts'
import { readSettings, SettingsError } from './read-settings.ts'
import { SETTINGS } from './settings.ts'

const PASSWORD = 'long enough'
const HASH = `$scrypt$ln=15,r=8,p=3$${'a'.repeat(22)}$${'b'.repeat(43)}`
const problem = (environment: Record<string, string>) => {
  try {
    readSettings(environment)
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError)
    return (error as Error).message
  }
  throw new Error('nothing was wrong')
}

describe('settings', () => {
  test('have defaults that need no thought', () => {
    expect(readSettings({})).toMatchObject({
      host: '127.0.0.1',
      port: 7070,
      publicUrl: null,
      databaseUrl: null,
      password: null,
      metricsToken: null,
      passwordHash: null,
      trustedProxies: [],
      workerConcurrency: 2,
      graphsFile: null,
      cliAgentHome: null,
      retention: { days: 7, events: 10_000, artifactDays: 90 },
      aliveFile: null,
      logLevel: 'info',
      secrets: [],
    })
  })

  test('that are empty or blank are as good as none', () => {
    const blank = Object.fromEntries(
      Object.keys(SETTINGS).map((name) => [name, name === 'PMBOT_PASSWORD' ? '' : '  ']),
    )
    expect(readSettings(blank)).toEqual(readSettings({}))
  })

  test('keep their secrets in one place', () => {
    const { secrets } = readSettings({
      PMBOT_PASSWORD: PASSWORD,
      DATABASE_URL: 'postgres://user:p%40ss%20word@host/db',
    })
    expect(secrets).toEqual([PASSWORD, 'p@ss word'])
    expect(readSettings({ PMBOT_PASSWORD_HASH: HASH }).secrets).toEqual([HASH])
  })

  test.each([
    [{ PMBOT_PORT: 'http' }, 'PMBOT_PORT must be a whole number from 0 to 65535, not “http”.'],
    [{ PMBOT_PORT: '70000' }, 'PMBOT_PORT'],
    [{ PMBOT_PORT: '1.5' }, 'PMBOT_PORT'],
    [{ PMBOT_WORKER_CONCURRENCY: '0' }, 'PMBOT_WORKER_CONCURRENCY'],
    [{ PMBOT_RETENTION_DAYS: '0' }, 'PMBOT_RETENTION_DAYS must be a whole number from 1'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must look like'],
    [{ DATABASE_URL: 'host/db' }, 'DATABASE_URL must look like'],
    [{ PMBOT_PUBLIC_URL: 'ftp://x' }, 'PMBOT_PUBLIC_URL'],
    [{ PMBOT_PUBLIC_URL: 'example.org' }, 'PMBOT_PUBLIC_URL'],
    [{ PMBOT_PASSWORD: 'short' }, 'at least 8 characters'],
    [{ PMBOT_PASSWORD_HASH: 'long enough' }, 'PMBOT_PASSWORD_HASH must be what'],
    [{ PMBOT_PASSWORD_HASH: HASH, PMBOT_PASSWORD: PASSWORD }, 'set one of them'],
    [{ PMBOT_TRUSTED_PROXIES: 'caddy', PMBOT_PASSWORD: PASSWORD }, 'PMBOT_TRUSTED_PROXIES holds “caddy”'],
    [{ PMBOT_TRUSTED_PROXIES: '10.0.0.0/33', PMBOT_PASSWORD: PASSWORD }, '“10.0.0.0/33”'],
    [{ PMBOT_TRUSTED_PROXIES: '0.0.0.0/0', PMBOT_PASSWORD: PASSWORD }, '“0.0.0.0/0”'],
    [{ PMBOT_TRUSTED_PROXIES: '10.0.0.2' }, 'PMBOT_PASSWORD is required with PMBOT_TRUSTED_PROXIES'],
    [{ PMBOT_LOG_LEVEL: 'loud' }, 'PMBOT_LOG_LEVEL'],
    [{ GITHUB_API_URL: 'github.com' }, 'GITHUB_API_URL must be an https:// address'],
    [{ GITHUB_API_URL: 'http://github.example.org/api/v3' }, 'GITHUB_API_URL must be an https:// address'],
    [{ HTTPS_PROXY: 'proxy:3128' }, 'HTTPS_PROXY must be the address of a proxy'],
    [{ http_proxy: 'socks5://proxy:1' }, 'HTTP_PROXY must be the address of a proxy'],
    [{ GITHUB_TOKEN: 'two words' }, 'GITHUB_TOKEN must be one word'],
    [{ GITHUB_APP_ID: '1' }, 'GITHUB_APP_ID needs GITHUB_APP_PRIVATE_KEY_FILE'],
    [{ GITHUB_APP_PRIVATE_KEY_FILE: '/key.pem' }, 'GITHUB_APP_PRIVATE_KEY_FILE needs GITHUB_APP_ID'],
    [
      { GITHUB_APP_ID: 'one', GITHUB_APP_PRIVATE_KEY_FILE: '/k' },
      'GITHUB_APP_ID must be a number, not “one”',
    ],
    [{ GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY_FILE: '/k', GITHUB_TOKEN: 'ghp_x' }, 'set one of them'],
    [{ GITHUB_WEBHOOK_SECRET: 'too short' }, 'at least 16 characters'],
    [{ GITHUB_WEBHOOK_SECRET: 'a'.repeat(20).concat(',').repeat(3) }, 'or two with a comma between'],
    [{ PMBOT_SYNC_INTERVAL_SECONDS: '5' }, 'PMBOT_SYNC_INTERVAL_SECONDS must be a whole number from 60'],
    [{ PMBOT_HOST: '0.0.0.0' }, 'PMBOT_PASSWORD is required to listen on 0.0.0.0'],
  ])('%j are refused with a sentence', (environment, sentence) => {
    expect(problem(environment)).toContain(sentence)
  })

  test('are refused all at once', () => {
    expect(problem({ PMBOT_PORT: 'x', PMBOT_LOG_LEVEL: 'y' }).split('\n')).toHaveLength(2)
  })

  test('look for commands where the operator does, and not where npm does', () => {
    const path = '/project/node_modules/.bin:/usr/bin::relative:/opt/bin'
    expect(readSettings({ PATH: path }).commandPath).toBe('/usr/bin:/opt/bin')
    expect(readSettings({ PATH: '' }).commandPath).toBe('/usr/local/bin:/usr/bin:/bin')
  })

  test('ask for a password where others can open the page', () => {
    const sentence = 'PMBOT_PASSWORD is required with a PMBOT_PUBLIC_URL'
    expect(problem({ PMBOT_PUBLIC_URL: 'https://pm-bot.example.org' })).toContain(sentence)
    expect(readSettings({ PMBOT_PUBLIC_URL: 'http://localhost:8080' }).publicUrl?.port).toBe('8080')
    expect(readSettings({ PMBOT_PUBLIC_URL: 'http://[::1]:8080' }).publicUrl?.port).toBe('8080')
  })

  test('know a database password in both places, and one that is badly encoded', () => {
    const secretsOf = (url: string) => readSettings({ DATABASE_URL: url }).secrets
    expect(secretsOf('postgres://u@h/d?password=in-the-query')).toEqual(['in-the-query'])
    expect(secretsOf('postgres://u:a%20secret@h/d')).toEqual(['a secret'])
    expect(secretsOf('postgres://u:50%zz@h/d')).toEqual(['50%zz'])
  })

  test('let a password open other addresses', () => {
    expect(readSettings({ PMBOT_HOST: '0.0.0.0', PMBOT_PASSWORD: PASSWORD }).host).toBe('0.0.0.0')
    expect(readSettings({ PMBOT_HOST: '0.0.0.0', PMBOT_PASSWORD_HASH: HASH }).passwordHash).toBe(HASH)
    expect(readSettings({ PMBOT_HOST: '[::1]' }).host).toBe('::1')
  })

  test('say how GitHub is reached, and keep its secrets with the others', () => {
    expect(readSettings({}).github).toEqual({
      apiUrl: new URL('https://api.github.com'),
      token: null,
      app: null,
      webhookSecrets: [],
      syncIntervalSeconds: 300,
    })
    const [now, former] = ['n'.repeat(20), 'f'.repeat(20)]
    const { github, secrets } = readSettings({
      GITHUB_API_URL: 'http://127.0.0.1:8080/api/v3',
      GITHUB_TOKEN: 'github_pat_x',
      GITHUB_WEBHOOK_SECRET: `${now}, ${former}`,
    })
    expect(github).toMatchObject({ token: 'github_pat_x', webhookSecrets: [now, former] })
    expect(secrets).toEqual(['github_pat_x', now, former])
    const app = { GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY_FILE: '/key.pem' }
    expect(readSettings(app).github.app).toEqual({ id: '7', privateKeyFile: '/key.pem' })
  })

  test('say what lies on the way out, by the names that other programs know', () => {
    expect(readSettings({}).outbound).toEqual(DIRECT)
    const { outbound, secrets } = readSettings({
      HTTPS_PROXY: 'http://upper:3128',
      https_proxy: 'http://user:s%40cret@lower:3128',
      HTTP_PROXY: 'http://plain:3128',
      NO_PROXY: 'localhost,.example.org',
      SSL_CERT_FILE: '/certs/all.pem',
    })
    expect(outbound).toEqual({
      httpsProxy: 'http://user:s%40cret@lower:3128',
      httpProxy: 'http://plain:3128',
      noProxy: 'localhost,.example.org',
      caFile: '/certs/all.pem',
    })
    expect(secrets).toEqual(['s%40cret', 's@cret'])
    const both = { NODE_EXTRA_CA_CERTS: '/certs/own.pem', SSL_CERT_FILE: '/certs/all.pem' }
    expect(readSettings(both).outbound.caFile).toBe('/certs/own.pem')
  })

  test("keep agents on the command line out of the operator's own home", () => {
    const home = { HOME: '/home/ada' }
    expect(readSettings({ ...home, PMBOT_CLI_AGENT_HOME: '/srv/agent' }).cliAgentHome).toBe('/srv/agent')
    for (const wrong of ['agent', '~/agent', '/home/ada']) {
      expect(problem({ ...home, PMBOT_CLI_AGENT_HOME: wrong })).toMatch(/^PMBOT_CLI_AGENT_HOME must be/)
    }
  })

  test('take proxies as addresses and networks', () => {
    const proxies = ' 127.0.0.1, 10.0.0.0/8,::1,fd00::/64, '
    const settings = readSettings({ PMBOT_TRUSTED_PROXIES: proxies, PMBOT_PASSWORD: PASSWORD })
    expect(settings.trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/64'])
  })
})
