import { isNetwork } from '../values/network-address.ts'
import { type GitHubSettings, readGitHubSettings } from './github-settings.ts'
import { type ModelSettings, readModelSettings } from './model-settings.ts'
import { type OutboundSettings, readOutboundSettings, secretsOf } from './outbound-settings.ts'
import { SETTINGS, type SettingName } from './settings.ts'
import { checkSignIn } from './sign-in-settings.ts'

export interface Settings {
  host: string
  port: number
  publicUrl: URL | null
  /** Addresses and CIDRs. */
  trustedProxies: string[]
  dataDirectory: string
  databaseUrl: string | null
  password: string | null
  metricsToken: string | null
  /** In place of the password, never beside it. */
  passwordHash: string | null
  github: GitHubSettings
  models: ModelSettings
  outbound: OutboundSettings
  workerConcurrency: number
  /** A `langgraph.json`. */
  graphsFile: string | null
  /** Null: an empty one for each attempt. */
  cliAgentHome: string | null
  retention: Retention
  aliveFile: string | null
  logLevel: string
  /** Where commands of runs are looked for: PATH as the operator has it, without what npm put before it. */
  commandPath: string
  /** Values that must never be written anywhere. */
  secrets: readonly string[]
}

/** How much of what finished runs leave is kept, and how long. */
export interface Retention {
  days: number
  events: number
  artifactDays: number
}

/** One sentence for each setting that is wrong. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/**
 * Parses the environment once. @throws SettingsError that names every wrong setting.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings {
  const problems: string[] = []
  const text = (name: SettingName): string => environment[name]?.trim() || SETTINGS[name].default
  const check = (name: SettingName, holds: boolean, must: string) => {
    if (!holds) problems.push(`${name} ${must}`)
  }
  const integer = (name: SettingName, least: number, most: number): number => {
    const value = Number(text(name))
    check(
      name,
      Number.isInteger(value) && value >= least && value <= most,
      `must be a whole number from ${least} to ${most}, not “${text(name)}”.`,
    )
    return value
  }

  const host = text('PMBOT_HOST').replace(/^\[(.*)\]$/, '$1')
  const port = integer('PMBOT_PORT', 0, 65535)
  const workerConcurrency = integer('PMBOT_WORKER_CONCURRENCY', 1, 64)
  const cliAgentHome = text('PMBOT_CLI_AGENT_HOME') || null
  check(
    'PMBOT_CLI_AGENT_HOME',
    cliAgentHome === null ||
      (cliAgentHome.startsWith('/') && !isSameOrAbove(cliAgentHome, environment.HOME ?? '')),
    'must be an absolute path, and neither your own home nor a directory above it: prepare a directory that holds the login of the agent alone.',
  )
  const retention = {
    days: integer('PMBOT_RETENTION_DAYS', 1, 36_500),
    events: integer('PMBOT_RETENTION_EVENTS', 0, 100_000_000),
    artifactDays: integer('PMBOT_RETENTION_ARTIFACT_DAYS', 1, 36_500),
  }

  const github = readGitHubSettings({ text, check, integer })
  const models = readModelSettings({ text, check, integer })
  const outbound = readOutboundSettings(environment, { text, check })
  const databaseUrl = text('DATABASE_URL') || null
  check(
    'DATABASE_URL',
    databaseUrl === null || /^postgres(ql)?:$/.test(parseUrl(databaseUrl)?.protocol ?? ''),
    'must look like postgres://user:password@host:5432/database, or be left empty for SQLite.',
  )
  const publicUrl = text('PMBOT_PUBLIC_URL') ? parseUrl(text('PMBOT_PUBLIC_URL')) : null
  check(
    'PMBOT_PUBLIC_URL',
    !text('PMBOT_PUBLIC_URL') || /^https?:$/.test(publicUrl?.protocol ?? ''),
    'must be an address such as https://pm-bot.example.org.',
  )

  const trustedProxies = text('PMBOT_TRUSTED_PROXIES')
    .split(',')
    .map((proxy) => proxy.trim())
    .filter(Boolean)
  for (const proxy of trustedProxies) {
    check(
      'PMBOT_TRUSTED_PROXIES',
      isNetwork(proxy),
      `holds “${proxy}”, which is no address such as 10.0.0.2 or 10.0.0.0/24.`,
    )
  }

  const password = environment.PMBOT_PASSWORD || null
  const passwordHash = text('PMBOT_PASSWORD_HASH') || null
  checkSignIn(check, { password, passwordHash, host, publicUrl, trustedProxies })

  const metricsToken = text('PMBOT_METRICS_TOKEN') || null
  check(
    'PMBOT_METRICS_TOKEN',
    metricsToken === null || metricsToken.length >= 16,
    'must have at least 16 characters.',
  )

  const logLevel = text('PMBOT_LOG_LEVEL')
  check('PMBOT_LOG_LEVEL', LOG_LEVELS.includes(logLevel), `must be one of ${LOG_LEVELS.join(', ')}.`)

  if (problems.length > 0) throw new SettingsError(problems.join('\n'))
  return {
    host,
    port,
    publicUrl,
    trustedProxies,
    dataDirectory: text('PMBOT_DATA_DIR'),
    databaseUrl,
    password,
    metricsToken,
    passwordHash,
    github,
    models,
    outbound,
    workerConcurrency,
    graphsFile: text('PMBOT_GRAPHS_FILE') || null,
    cliAgentHome,
    retention,
    aliveFile: text('PMBOT_ALIVE_FILE') || null,
    logLevel,
    commandPath: operatorPath(environment.PATH ?? ''),
    secrets: [
      password,
      passwordHash,
      metricsToken,
      github.token,
      ...github.webhookSecrets,
      models.openai.apiKey,
      models.anthropic.apiKey,
      ...passwordsIn(databaseUrl),
      ...secretsOf(outbound),
    ].filter((secret): secret is string => Boolean(secret)),
  }
}

const operatorPath = (path: string): string =>
  path
    .split(':')
    .filter((directory) => directory.startsWith('/') && !directory.includes('/node_modules/'))
    .join(':') || '/usr/local/bin:/usr/bin:/bin'

/** A connection string may carry its password in two places. */
function passwordsIn(url: string | null): (string | null)[] {
  const parsed = url === null ? null : parseUrl(url)
  if (!parsed) return []
  return [decoded(parsed.password), parsed.searchParams.get('password')]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const parseUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null)

const isSameOrAbove = (directory: string, other: string) =>
  `${other}/`.startsWith(`${directory.replace(/\/+$/, '')}/`)
