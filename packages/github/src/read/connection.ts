import type { GitHubConnection } from '@pm-bot/domain'
import type { Ask } from '../ask/ask.ts'
import type { Headers } from '../ask/rate-snapshot.ts'
import type { Credentials } from '../auth/credential.ts'
import { readFields } from '../parse/fields.ts'
import { listInstallations } from './installations.ts'

const SELF = { for: 'self' } as const

export async function readConnection(ask: Ask, auth: Credentials['auth']): Promise<GitHubConnection> {
  const nobody = { auth, login: null, installations: [], expiresAt: null, scopes: null }
  switch (auth) {
    case 'none': {
      // The one answer that costs none of what it tells of.
      const { rate } = await ask({ purpose: SELF, route: 'GET /rate_limit' })
      return { ...nobody, rate }
    }
    case 'token': {
      const { data, headers, rate } = await ask({ purpose: SELF, route: 'GET /user' })
      const login = readFields(data, 'GET /user').string('login')
      return { ...nobody, login, expiresAt: expiryOf(headers), scopes: scopesOf(headers), rate }
    }
    case 'app': {
      const { data, rate } = await ask({ purpose: SELF, route: 'GET /app' })
      const app = readFields(data, 'GET /app')
      const installations = await listInstallations(ask)
      const login = `${app.text('slug') ?? app.string('name')}[bot]`
      return { ...nobody, login, installations: installations.map(({ account }) => account), rate }
    }
  }
}

/** GitHub writes `2026-12-01 00:00:00 UTC`, or an offset instead. */
function expiryOf(headers: Headers): string | null {
  const milliseconds = Date.parse(String(headers['github-authentication-token-expiration'] ?? ''))
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString()
}

function scopesOf(headers: Headers): string[] | null {
  const scopes = headers['x-oauth-scopes']
  return scopes === undefined ? null : String(scopes).split(/,\s*/).filter(Boolean)
}
