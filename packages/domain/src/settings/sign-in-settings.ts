import { hostOf, isLoopback } from '../values/network-address.ts'
import { readPasswordHash } from '../values/password-hash.ts'
import type { Settings } from './read-settings.ts'
import type { SettingReader } from './setting-reader.ts'

export const LEAST_PASSWORD = 8

type SignInSettings = Pick<Settings, 'password' | 'passwordHash' | 'host' | 'publicUrl' | 'trustedProxies'>

/** The password, and that there is one wherever others reach the page. */
export function checkSignIn(
  check: SettingReader['check'],
  { password, passwordHash, host, publicUrl, trustedProxies }: SignInSettings,
): void {
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
}

/** Without a password whoever reaches the page is the operator. */
export const isSignInRequired = ({ password, passwordHash }: Pick<Settings, 'password' | 'passwordHash'>) =>
  password !== null || passwordHash !== null
