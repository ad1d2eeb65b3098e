import { hostOf, isLoopback } from '../values/network-address.ts'
import type { SettingReader } from './setting-reader.ts'

/** How GitHub is reached, and as whom. */
export interface GitHubSettings {
  apiUrl: URL
  /** A token, an App, or nobody. */
  token: string | null
  app: { id: string; privateKeyFile: string } | null
  /** Any of them may have signed a delivery. */
  webhookSecrets: readonly string[]
  syncIntervalSeconds: number
}

const LEAST_WEBHOOK_SECRET = 16

export function readGitHubSettings({ text, check, integer }: SettingReader): GitHubSettings {
  const given = text('GITHUB_API_URL')
  const apiUrl = URL.canParse(given) ? new URL(given) : null
  check(
    'GITHUB_API_URL',
    apiUrl?.protocol === 'https:' || (apiUrl?.protocol === 'http:' && isLoopback(hostOf(apiUrl))),
    'must be an https:// address such as https://api.github.com, or http:// on loopback.',
  )
  const token = text('GITHUB_TOKEN') || null
  check(
    'GITHUB_TOKEN',
    token === null || /^[\x21-\x7e]+$/.test(token),
    'must be one word without spaces, as GitHub gave it.',
  )
  const id = text('GITHUB_APP_ID')
  const privateKeyFile = text('GITHUB_APP_PRIVATE_KEY_FILE')
  check('GITHUB_APP_ID', /^\d*$/.test(id), `must be a number, not “${id}”.`)
  check('GITHUB_APP_ID', id === '' || privateKeyFile !== '', 'needs GITHUB_APP_PRIVATE_KEY_FILE beside it.')
  check('GITHUB_APP_PRIVATE_KEY_FILE', privateKeyFile === '' || id !== '', 'needs GITHUB_APP_ID beside it.')
  check('GITHUB_APP_ID', id === '' || token === null, 'takes the place of GITHUB_TOKEN: set one of them.')
  const webhookSecrets = text('GITHUB_WEBHOOK_SECRET')
    .split(',')
    .map((secret) => secret.trim())
    .filter(Boolean)
  check(
    'GITHUB_WEBHOOK_SECRET',
    webhookSecrets.length <= 2 && webhookSecrets.every(({ length }) => length >= LEAST_WEBHOOK_SECRET),
    `must be one secret of at least ${LEAST_WEBHOOK_SECRET} characters, or two with a comma between.`,
  )
  return {
    // Of no use once a wrong one was refused.
    apiUrl: apiUrl ?? new URL('https://api.github.com'),
    token,
    app: id !== '' && privateKeyFile !== '' ? { id, privateKeyFile } : null,
    webhookSecrets,
    syncIntervalSeconds: integer('PMBOT_SYNC_INTERVAL_SECONDS', 60, 86_400),
  }
}
