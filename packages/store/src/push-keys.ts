import { createECDH } from 'node:crypto'
import type { PushKeys } from '@pm-bot/domain'
import type { Vault } from './vault.ts'

/** Made from the vault's key, so that every process has the same and nothing more must be kept. */
export async function pushKeysOf(vault: Pick<Vault, 'derive'>): Promise<PushKeys> {
  const curve = createECDH('prime256v1')
  for (let attempt = 0; ; attempt += 1) {
    const privateKey = await vault.derive(`web push ${attempt}`)
    try {
      curve.setPrivateKey(privateKey)
    } catch {
      // Of 2^32 numbers one is none of the curve's.
      continue
    }
    return { publicKey: curve.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') }
  }
}
