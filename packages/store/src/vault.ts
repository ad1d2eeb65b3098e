import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { keyIn, makeKeyFile, readIfThere } from './key-file.ts'

/**
 * Seals secrets that the operator gives over the page. The key lies in a file beside the database: whoever reads the
 * database, a dump of it or a parked message has nothing.
 */
export interface Vault {
  /** `owner` names whose secret it is: moved to another row, it cannot be opened. */
  seal(secret: string, owner: string): Promise<string>
  /** @throws SealBrokenError */
  open(sealed: string, owner: string): Promise<string>
  /** The same for the same text, and useless for guessing it. */
  fingerprint(text: string): Promise<string>
  /** 32 bytes for a purpose of its own. */
  derive(purpose: string): Promise<Buffer>
}

/** It was sealed with another key, for another owner, or was changed. */
export class SealBrokenError extends Error {
  override name = 'SealBrokenError'
}

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** The key is made at the first need. */
export function openVault(keyFile: string): Vault {
  const key = async () =>
    keyIn((await readIfThere(keyFile)) ?? (await makeKeyFile(keyFile)), keyFile, 'a key of secrets')
  return {
    async seal(secret, owner) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, await key(), iv).setAAD(Buffer.from(owner))
      const sealed = [cipher.update(secret, 'utf8'), cipher.final()]
      return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]).toString('base64url')
    },
    async open(sealed, owner) {
      const bytes = Buffer.from(sealed, 'base64url')
      const from = IV_BYTES + TAG_BYTES
      try {
        const decipher = createDecipheriv(CIPHER, await key(), bytes.subarray(0, IV_BYTES))
          .setAAD(Buffer.from(owner))
          .setAuthTag(bytes.subarray(IV_BYTES, from))
        return decipher.update(bytes.subarray(from), undefined, 'utf8') + decipher.final('utf8')
      } catch (error) {
        throw new SealBrokenError(`the secret cannot be opened with the key in ${keyFile}; give it again`, {
          cause: error,
        })
      }
    },
    async fingerprint(text) {
      return createHmac('sha256', await key())
        .update('fingerprint\0')
        .update(text)
        .digest('hex')
    },
    async derive(purpose) {
      return createHmac('sha256', await key())
        .update('derive\0')
        .update(purpose)
        .digest()
    },
  }
}
