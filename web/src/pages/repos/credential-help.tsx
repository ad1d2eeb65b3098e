import type { GitHubView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { OutwardLink } from '../../ui/outward-link.tsx'

const PERMISSIONS = [
  { name: 'Contents', level: 'read and write', why: 'clone; push the branch of a run' },
  { name: 'Issues', level: 'read and write', why: 'import; comments and labels that you approved' },
  { name: 'Pull requests', level: 'read and write', why: 'import; draft pull requests that you approved' },
  { name: 'Commit statuses', level: 'read', why: 'how the checks of a pull request went' },
  { name: 'Checks', level: 'read', why: 'the same, of GitHub Actions; leave it out where the form lacks it' },
  { name: 'Metadata', level: 'read', why: 'GitHub asks for it always' },
]
const NEW_TOKEN = 'https://github.com/settings/personal-access-tokens/new'

/** What to set, and exactly what it must be allowed: as docs/github.md says it. */
export function CredentialHelp(props: { github: GitHubView }) {
  const isSet = () => props.github.auth !== 'none'
  return (
    <details class="credential-help">
      <summary>
        {isSet() ? 'What the credential must be allowed' : 'Set a credential to list yours and to write'}
      </summary>
      <div class="stack">
        <Show when={!isSet()}>
          <p>
            Put a fine-grained personal access token into <code>.env</code> as <code>GITHUB_TOKEN</code>, or a
            GitHub App as <code>GITHUB_APP_ID</code> and <code>GITHUB_APP_PRIVATE_KEY_FILE</code>, and start
            pm-bot again.{' '}
            <Show when={props.github.apiUrl === 'https://api.github.com'}>
              <OutwardLink href={NEW_TOKEN}>Make a token</OutwardLink>
            </Show>
          </p>
        </Show>
        <p>Choose the repositories that it may see, and of each allow:</p>
        <dl class="facts permissions">
          <For each={PERMISSIONS}>
            {({ name, level, why }) => (
              <div class="fact">
                <dt>{name}</dt>
                <dd>
                  <strong>{level}</strong> <span class="quiet">{why}</span>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </div>
    </details>
  )
}
