import { diffParts, type Redactor, UnbundleableChangeError } from '@pm-bot/domain'

/**
 * Bundles are not redacted: what would be masked anywhere else must not become a commit.
 * @throws UnbundleableChangeError that names the file, and not the secret
 */
export function refuseSecrets(patch: string, redactor: Redactor): void {
  for (const { file, hunk } of diffParts(patch)) {
    for (const { kind, text } of hunk?.lines ?? []) {
      if (kind !== 'added' || redactor.text(text) === text) continue
      throw new UnbundleableChangeError(
        `The change would put what looks like a secret into ${redactor.text(file.path)}. Keep it out of the repository and run again.`,
      )
    }
  }
}
