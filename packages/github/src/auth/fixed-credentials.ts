import { ANONYMOUS, type Credentials, credentialOf } from './credential.ts'

export function anonymousCredentials(): Credentials {
  return { auth: 'none', get: async () => ANONYMOUS, reject: () => false }
}

export function tokenCredentials(token: string): Credentials {
  const credential = credentialOf(token)
  return { auth: 'token', get: async () => credential, reject: () => false }
}
