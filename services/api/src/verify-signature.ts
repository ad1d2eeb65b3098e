import { verifyWithFallback } from '@octokit/webhooks-methods'

export const SIGNATURE = /^sha256=[0-9a-f]{64}$/

/** Whether one of the secrets signed exactly these bytes. Compared in constant time. */
export async function isSigned(
  secrets: readonly string[],
  body: Uint8Array,
  signature: string,
): Promise<boolean> {
  const text = decode(body)
  const [secret, ...others] = secrets
  if (secret === undefined || !text || !SIGNATURE.test(signature)) return false
  return await verifyWithFallback(secret, text, signature, others)
}

/** Octokit takes text. Bytes that are none would not be the same again, and GitHub sends none. */
function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return undefined
  }
}
