import type { GitRemote } from '@pm-bot/domain'
import type { Credentials } from '../auth/credential.ts'

/** Of GitHub's own address `api.` is left out; GitHub Enterprise Server has `/api/v3` behind its host. */
export function gitUrl(apiUrl: URL, fullName: string): string {
  const host = apiUrl.host.replace(/^api\./, '')
  const path = apiUrl.pathname.replace(/\/(?:api\/v3)?\/?$/, '')
  return `${apiUrl.protocol}//${host}${path}/${fullName}.git`
}

export async function remote(credentials: Credentials, apiUrl: URL, fullName: string): Promise<GitRemote> {
  const { token } = await credentials.get({ for: 'repository', fullName })
  const header =
    token === null
      ? null
      : `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
  return { url: gitUrl(apiUrl, fullName), header }
}
