import type { GitRemote } from '@pm-bot/domain'
import { overrides } from '../configured-programs.ts'

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/

/**
 * The environment by which one call of git reaches this remote, and no other place. The header stands nowhere else:
 * not among arguments, which everybody on this machine can read, and in no file.
 */
export function reachRemote({ url, header }: GitRemote): Record<string, string> {
  const { protocol, hostname, username, password } = new URL(url)
  const scheme = protocol.slice(0, -1)
  if (scheme !== 'https' && !(scheme === 'http' && LOOPBACK.test(hostname))) {
    throw new Error(`git reaches a remote by https only, not by ${url}`)
  }
  if (username !== '' || password !== '') throw new Error('the address of a remote holds no credential')
  return overrides([
    [`protocol.${scheme}.allow`, 'always'],
    // Another host would be shown the header.
    ['http.followRedirects', 'false'],
    ['credential.helper', ''],
    ['core.askPass', ''],
    // Bytes a second, and seconds: a connection that stands still is given up.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '60'],
    ...(header === null ? [] : [[`http.${url}.extraHeader`, header] as const]),
  ])
}
