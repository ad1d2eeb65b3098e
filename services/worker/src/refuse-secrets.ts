import { type Redactor, UnbundleableChangeError } from '@pm-bot/domain'

/**
 * Bundles are not redacted: what would be masked anywhere else must not become a commit.
 * @throws UnbundleableChangeError that names the file, and not the secret
 */
export function refuseSecrets(patch: Uint8Array, redactor: Redactor): void {
  let file = ''
  for (const line of Buffer.from(patch).toString().split('\n')) {
    if (line.startsWith('+++ ')) file = line.slice(4).replace(/^"?b\//, '')
    else if (line.startsWith('+') && redactor.text(line) !== line) {
      throw new UnbundleableChangeError(
        `The change would put what looks like a secret into ${redactor.text(file)}. Keep it out of the repository and run again.`,
      )
    }
  }
}
