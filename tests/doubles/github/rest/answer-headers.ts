import { randomUUID } from 'node:crypto'
import type { Viewer } from './viewer.ts'

/** What GitHub says with every answer. */
export function answerHeaders(viewer: Viewer, hasBody: boolean): Record<string, string> {
  return {
    server: 'github.com',
    'x-github-request-id': randomUUID().slice(0, 18).toUpperCase(),
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': '2022-11-28',
    'x-github-enterprise-version': '3.19.0',
    'cache-control': 'private, max-age=60, s-maxage=60',
    vary: 'Accept, Authorization, Cookie, X-GitHub-OTP,Accept-Encoding, Accept, X-Requested-With',
    ...(hasBody && { 'content-type': 'application/json; charset=utf-8' }),
    ...(viewer.kind === 'user' &&
      viewer.expiresAt !== undefined && {
        'github-authentication-token-expiration': expiration(viewer.expiresAt),
      }),
  }
}

/** `2026-11-25 22:30:00 UTC` */
const expiration = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
