import { RemoteRefusedError } from '@pm-bot/domain'
import { GitFailedError } from '../git-errors.ts'

/** What git says when the answer would be the same again, and what cures it. */
const REFUSALS: [words: RegExp, hint: string][] = [
  [
    /(?:code|response) 407|Proxy Authentication Required/i,
    'The proxy wants another name and password: they stand in HTTPS_PROXY.',
  ],
  [
    /certificate (?:verification failed|problem)|server verification failed/i,
    'Name the file of the authority that signed it in NODE_EXTRA_CA_CERTS.',
  ],
  [
    /Authentication failed|could not read Username|terminal prompts disabled|returned error: 401/i,
    'The credential is missing, wrong or expired: see GITHUB_TOKEN in docs/github.md.',
  ],
  [
    /returned error: 403|Permission to .* denied|Write access to repository not granted/i,
    'The credential may not do this: it needs “Contents: read and write” on this repository.',
  ],
  [
    /returned error: 404|repository .* not found|Repository not found/i,
    'It was removed or renamed, or the credential does not see it.',
  ],
  [/returned error: 30\d|redirect/i, 'It moved: remove the repository here and add it by its new name.'],
  [/remote rejected|pre-receive hook declined|protected branch/i, 'A rule of the repository forbids it.'],
]

/** A refusal for good as such; what may pass by itself, and bugs, as they are. */
export function asRefusal(error: unknown, header: string | null): unknown {
  if (!(error instanceof GitFailedError)) return error
  const said = `${error.stderr}\n${error.message}`
  const refusal = REFUSALS.find(([words]) => words.test(said))
  return refusal ? new RemoteRefusedError(wordsOf(error.stderr, header), refusal[1]) : error
}

/** What the remote said itself, and git's own complaint. */
function wordsOf(stderr: string, header: string | null): string {
  const lines = stderr.split('\n').filter((line) => /^(?:remote:|fatal:|error:| ! )/.test(line))
  const words = lines.map((line) => line.replace(/^(?:remote|fatal|error): */, '').trim()).filter(Boolean)
  const text = words.join(' ').slice(0, 1000) || 'The remote refused.'
  return header === null ? text : text.replaceAll(header, '[redacted]')
}
