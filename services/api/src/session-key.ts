import { createHash, createHmac, scryptSync, timingSafeEqual } from 'node:crypto'
import type { Settings } from '@pm-bot/domain'
import type { SessionKey } from '@pm-bot/store'

/**
 * The key of all that is under the password: null without one. Slow to make, once a start, so that
 * what it signs does not help to guess the password; a password's hash was slow to make already.
 */
export function sessionKeyOf({ password, passwordHash }: Settings): SessionKey | null {
  if (passwordHash !== null) return createHash('sha256').update(passwordHash).digest()
  return password === null ? null : scryptSync(password, 'pm-bot sessions', 32)
}

export const sign = (key: SessionKey, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url')

export function isSignedBy(key: SessionKey, text: string, signature: string): boolean {
  const [expected, given] = [Buffer.from(sign(key, text)), Buffer.from(signature)]
  return expected.length === given.length && timingSafeEqual(expected, given)
}
