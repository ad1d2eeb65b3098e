import type { Headers } from './rate-snapshot.ts'

export type Auth = 'none' | 'token' | 'app'

export interface Refusal {
  status: number
  message: string
  headers: Headers
  auth: Auth
}

/** What cures a refusal, for the operator. */
export function hintOf({ status, message, headers, auth }: Refusal): string | null {
  switch (status) {
    case 401:
      return HINT_401[auth]
    case 403:
      return hintOf403(message, headers, auth)
    case 404:
      return HINT_404[auth]
    case 410:
      return /\bdisabled\b/i.test(message)
        ? 'Issues are switched off in the settings of this repository on GitHub.'
        : 'It was deleted on GitHub.'
    case 451:
      return 'GitHub withholds this repository for legal reasons; disable it here.'
    case 301:
    case 302:
    case 307:
    case 308:
      return 'GitHub points to another host, where the credential must not go. Check GITHUB_API_URL.'
    default:
      return null
  }
}

const HINT_401: Record<Auth, string> = {
  none: 'GitHub wants to know who asks: set GITHUB_TOKEN, or a GitHub App.',
  token: 'The token in GITHUB_TOKEN is wrong, revoked or expired: make a new one on GitHub and set it.',
  app: 'GitHub does not know this App by this key: check GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY_FILE, and the clock of this machine.',
}

const HINT_404: Record<Auth, string> = {
  none: 'Without a credential only public repositories can be seen: check the name, or set GITHUB_TOKEN.',
  token: 'Check the name, and that the token was given access to this repository.',
  app: 'Check the name, and that the App is installed for this repository.',
}

function hintOf403(message: string, headers: Headers, auth: Auth): string {
  const sso = /url=(\S+)/.exec(String(headers['x-github-sso'] ?? ''))?.[1]
  if (sso !== undefined) return `Authorise the token for the organisation: ${sso}`
  if (/\barchived\b/i.test(message))
    return 'The repository is archived: unarchive it on GitHub, or disable it here.'
  const accepted = headers['x-accepted-github-permissions']
  const holder = auth === 'app' ? 'App' : 'token'
  if (auth === 'none')
    return 'Set GITHUB_TOKEN, or a GitHub App: nobody may do this without saying who it is.'
  return accepted === undefined
    ? `The ${holder} may not do this: docs/github.md lists the permissions that it needs.`
    : `The ${holder} lacks a permission. GitHub accepts: ${accepted}.`
}
