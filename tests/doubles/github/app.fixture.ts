import { generateKeyPairSync, sign } from 'node:crypto'

/** An App's key pair, and JWTs signed with it. */
export function makeAppKey() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwt(claims: object) {
      const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
    },
  }
}

/** Good for nine minutes. */
export function claimsOf(appId: number) {
  const now = Math.floor(Date.now() / 1000)
  return { iat: now - 60, exp: now + 540, iss: String(appId) }
}
