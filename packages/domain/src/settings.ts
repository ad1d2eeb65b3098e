import { type GitHubSettings, readGitHubSettings } from './github-settings.ts'
import { type ModelSettings, readModelSettings } from './model-settings.ts'
import { hostOf, isLoopback, isNetwork } from './network-address.ts'
import { type OutboundSettings, readOutboundSettings, secretsOf } from './outbound-settings.ts'
import { readPasswordHash } from './password-hash.ts'

/** Every setting, as `.env.example` documents it. A new one is added here and nowhere else. */
export const SETTINGS = {
  PMBOT_HOST: {
    description: 'Address to listen on. Anything but loopback needs PMBOT_PASSWORD.',
    default: '127.0.0.1',
  },
  PMBOT_PORT: { description: 'Port to listen on; 0 takes any free one.', default: '7070' },
  PMBOT_PUBLIC_URL: {
    description:
      'Address that browsers use when it is not http://<host>:<port>, e.g. behind a reverse proxy.',
    default: '',
  },
  PMBOT_TRUSTED_PROXIES: {
    description:
      'Reverse proxies whose X-Forwarded-For and X-Forwarded-Host are believed: addresses or CIDRs, with commas between.',
    default: '',
  },
  PMBOT_DATA_DIR: { description: 'Directory that holds everything pm-bot keeps.', default: './data' },
  DATABASE_URL: {
    description: 'postgres://user:password@host:port/database. Empty: one SQLite file in the data directory.',
    default: '',
    secret: true,
  },
  PMBOT_PASSWORD: {
    description: "The operator's password, at least 8 characters. Empty: no sign-in, on loopback only.",
    default: '',
    secret: true,
  },
  PMBOT_METRICS_TOKEN: {
    description:
      'With a password set, whoever sends this as a bearer token may read /metrics; at least 16 characters.',
    default: '',
    secret: true,
  },
  PMBOT_PASSWORD_HASH: {
    description:
      'Instead of the password: what `npm run pm-bot -- password hash` prints, in single quotes because it holds $.',
    default: '',
    secret: true,
  },
  GITHUB_TOKEN: {
    description:
      'Personal access token of GitHub; docs/github.md lists what it must be allowed. Empty: public repositories, read only.',
    default: '',
    secret: true,
  },
  GITHUB_APP_ID: {
    description: 'Instead of a token: the id of a GitHub App that is installed where your repositories are.',
    default: '',
  },
  GITHUB_APP_PRIVATE_KEY_FILE: {
    description: "Path of the App's private key, a .pem file that only your user can read.",
    default: '',
  },
  GITHUB_API_URL: {
    description: 'Of GitHub Enterprise Server: https://<host>/api/v3.',
    default: 'https://api.github.com',
  },
  GITHUB_WEBHOOK_SECRET: {
    description:
      'Secret of the webhooks that GitHub sends to /webhooks/github; two with a comma between while it is changed. Empty: none are taken.',
    default: '',
    secret: true,
  },
  PMBOT_SYNC_INTERVAL_SECONDS: {
    description:
      'How often a GitHub repository is looked at: sooner after a change, later when all is quiet.',
    default: '300',
  },
  PMBOT_MODEL: {
    description:
      'Model of agents, as provider:model, e.g. openai:gpt-5, anthropic:claude-sonnet-4-5 or ollama:qwen3. Empty: agents that need one are refused unless their run names it.',
    default: '',
  },
  OPENAI_API_KEY: { description: 'Key for models of openai.', default: '', secret: true },
  OPENAI_BASE_URL: {
    description: 'Any server that speaks like OpenAI, e.g. http://127.0.0.1:1234/v1 of LM Studio.',
    default: 'https://api.openai.com/v1',
  },
  ANTHROPIC_API_KEY: { description: 'Key for models of anthropic.', default: '', secret: true },
  OLLAMA_BASE_URL: { description: 'Where Ollama listens.', default: 'http://127.0.0.1:11434' },
  HTTPS_PROXY: {
    description:
      'Proxy on the way to GitHub, for Octokit and git: http://[user:password@]host:port. The lower-case name is taken as well.',
    default: '',
    secret: true,
  },
  HTTP_PROXY: {
    description: 'The same for addresses with http, which only loopback has.',
    default: '',
    secret: true,
  },
  NO_PROXY: {
    description: 'Hosts that are reached without the proxy, with commas between.',
    default: '',
  },
  NODE_EXTRA_CA_CERTS: {
    description:
      'File of PEM certificates that Octokit and git trust besides those of the system: of Enterprise Server, or of a proxy that opens TLS. SSL_CERT_FILE or GIT_SSL_CAINFO is taken where this is empty.',
    default: '',
  },
  PMBOT_WORKER_CONCURRENCY: { description: 'Runs under way at once in one worker.', default: '2' },
  PMBOT_CLI_AGENT_HOME: {
    description:
      'Absolute path of the home that agents on the command line (cli_agent/v1) get, with their own login in it; they read and change all of it. Empty: an empty one.',
    default: '',
  },
  PMBOT_RETENTION_DAYS: {
    description: 'Days that the timeline of a finished run, finished effects and answered requests are kept.',
    default: '7',
  },
  PMBOT_RETENTION_EVENTS: {
    description: 'Timeline events kept at most; of finished runs, the oldest go first.',
    default: '10000',
  },
  PMBOT_RETENTION_ARTIFACT_DAYS: {
    description:
      'Days that logs of finished runs are kept. Bundles, patches, decisions and audit are never removed.',
    default: '90',
  },
  PMBOT_ALIVE_FILE: {
    description:
      'File that the process touches every 5 seconds while it reaches its database, for health checks. Empty: none.',
    default: '',
  },
  PMBOT_LOG_LEVEL: { description: 'fatal, error, warn, info, debug, trace or silent.', default: 'info' },
} as const satisfies Record<string, { description: string; default: string; secret?: boolean }>

export type SettingName = keyof typeof SETTINGS

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

export const LEAST_PASSWORD = 8
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
  check(
    'PMBOT_PASSWORD',
    password === null || password.length >= LEAST_PASSWORD,
    `must have at least ${LEAST_PASSWORD} characters.`,
  )
  check(
    'PMBOT_PASSWORD_HASH',
    passwordHash === null || readPasswordHash(passwordHash) !== undefined,
    'must be what `npm run pm-bot -- password hash` prints, in single quotes.',
  )
  check(
    'PMBOT_PASSWORD_HASH',
    passwordHash === null || password === null,
    'takes the place of PMBOT_PASSWORD: set one of them.',
  )
  const required = (holds: boolean, reason: string) =>
    check('PMBOT_PASSWORD', holds || isSignInRequired({ password, passwordHash }), `is required ${reason}`)
  required(
    isLoopback(host),
    `to listen on ${host}: whoever reaches that address could approve runs. Set it or PMBOT_PASSWORD_HASH, or leave PMBOT_HOST at 127.0.0.1.`,
  )
  required(
    publicUrl === null || isLoopback(hostOf(publicUrl)),
    'with a PMBOT_PUBLIC_URL that others can reach: whoever opens it could approve runs. Set it or PMBOT_PASSWORD_HASH.',
  )
  required(
    trustedProxies.length === 0,
    'with PMBOT_TRUSTED_PROXIES: whoever comes through a proxy could approve runs. Set it or PMBOT_PASSWORD_HASH.',
  )

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

/** Without a password whoever reaches the page is the operator. */
export const isSignInRequired = ({ password, passwordHash }: Pick<Settings, 'password' | 'passwordHash'>) =>
  password !== null || passwordHash !== null

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
