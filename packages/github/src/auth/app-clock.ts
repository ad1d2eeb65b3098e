import { createPrivateKey, sign } from 'node:crypto'
import { GitHubRefusedError } from '@pm-bot/domain'
import type { PacedOctokit } from '../ask/create-octokit.ts'

/** Earlier, because a clock that is a little ahead of GitHub's would sign in the future. */
const MARGIN_SECONDS = 30
/** GitHub takes ten minutes at most. */
const LIFETIME_SECONDS = 10 * 60
/** Its answers tell whole seconds, and take a moment. */
const NEGLIGIBLE_MS = 10_000

/** An App signs with the time; where the clock of this machine is wrong, by that of GitHub's last answer. */
export interface AppClock {
  now(): number
  jwt(appId: string | number): Promise<{ jwt: string; expiresAt: string }>
  /** After a refusal: whether GitHub's clock differs from what was signed by, which is then set right. */
  adjust(): boolean
  /** Tries once more where only the clock was wrong. */
  inTime<Value>(work: () => Promise<Value>): Promise<Value>
}

export function openAppClock(octokit: PacedOctokit, privateKey: string): AppClock {
  const key = createPrivateKey(privateKey)
  /** Of GitHub's clock to this machine's, as seen last and as used. */
  let seenMs = 0
  let usedMs = 0
  const note = (headers: { date?: string | undefined } | undefined) => {
    const time = Date.parse(headers?.date ?? '')
    if (!Number.isNaN(time)) seenMs = time - Date.now()
  }
  octokit.hook.after('request', ({ headers }) => note(headers))
  octokit.hook.error('request', (error) => {
    if ('response' in error) note(error.response?.headers)
    throw error
  })

  const clock: AppClock = {
    now: () => Date.now() + usedMs,
    async jwt(appId) {
      const issuedAt = Math.floor(clock.now() / 1000) - MARGIN_SECONDS
      const expiresAt = issuedAt + LIFETIME_SECONDS
      const claims = { iat: issuedAt, exp: expiresAt, iss: `${appId}` }
      const text = [{ alg: 'RS256', typ: 'JWT' }, claims].map(encoded).join('.')
      const signature = sign('sha256', Buffer.from(text), key).toString('base64url')
      return { jwt: `${text}.${signature}`, expiresAt: new Date(expiresAt * 1000).toISOString() }
    },
    adjust() {
      if (Math.abs(seenMs - usedMs) < NEGLIGIBLE_MS) return false
      usedMs = seenMs
      return true
    },
    async inTime(work) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof GitHubRefusedError) || error.status !== 401 || !clock.adjust()) throw error
        return await work()
      }
    },
  }
  return clock
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
