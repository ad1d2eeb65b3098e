import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { GitHubRefusedError } from '@pm-bot/domain'

/** The App's key as PKCS#8. @throws GitHubRefusedError with status 401 when there is none in this file */
export async function readPrivateKey(path: string): Promise<string> {
  const pem = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unusable(
      path,
      error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code ?? 'unknown'})`,
    )
  })
  const key = parse(pem)
  if (key?.asymmetricKeyType !== 'rsa') throw unusable(path, 'holds no RSA private key without a passphrase')
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function parse(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    // Its message is about the key's bytes.
    return undefined
  }
}

const unusable = (path: string, reason: string) =>
  new GitHubRefusedError(
    401,
    `The key file of the GitHub App, ${path}, ${reason}.`,
    'Set GITHUB_APP_PRIVATE_KEY_FILE to the .pem file that GitHub gave when the key was made, readable for the user that pm-bot runs as.',
  )
