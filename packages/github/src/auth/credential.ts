import { createHash } from 'node:crypto'

/** What one request is sent with. */
export interface Credential {
  /** Tells credentials apart, and tells nothing of them; `anonymous` without one. */
  identity: string
  token: string | null
  /** `bearer` for an App's own word. */
  scheme: 'token' | 'bearer'
}

export const ANONYMOUS: Credential = { identity: 'anonymous', token: null, scheme: 'token' }

export function credentialOf(token: string, scheme: Credential['scheme'] = 'token'): Credential {
  return { identity: createHash('sha256').update(token).digest('hex').slice(0, 16), token, scheme }
}

/** Whose credential a request needs. */
export type Purpose =
  | { for: 'repository'; fullName: string }
  | { for: 'installation'; id: number }
  /** The user whose token it is, or the App itself. */
  | { for: 'self' }

export interface Credentials {
  auth: 'none' | 'token' | 'app'
  /** @throws GitHubRefusedError */
  get(purpose: Purpose): Promise<Credential>
  /** GitHub did not take this one. Answers whether another try with a fresh one is worth it. */
  reject(purpose: Purpose, credential: Credential): boolean
}
