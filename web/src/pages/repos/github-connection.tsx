import type { GitHubView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createGitHub, lookAtGitHub } from '../../api/github.ts'
import { Ago } from '../../ui/ago.tsx'
import { createCommand } from '../../ui/create-command.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Quota } from '../../ui/quota.tsx'
import { SyncErrorNote } from '../../ui/sync-error-note.tsx'
import { day, plural } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { CredentialHelp } from './credential-help.tsx'

/** Who pm-bot is at GitHub, what is left of its quota, and what to set when it is nobody. */
export function GitHubConnection() {
  const github = createGitHub()
  const look = createCommand((_: object, key) => lookAtGitHub(key))
  const isChecking = () => look.isPending() || github.data()?.status === 'checking'

  return (
    <>
      <ProblemNote problem={github.error()} onRetry={github.again} />
      <Show
        when={github.data()}
        fallback={
          <Show when={github.isWaiting()}>
            <Waiting label="GitHub" rows={1} />
          </Show>
        }
      >
        {(known) => (
          <div class="github-connection">
            <div>
              <p class="github-who">
                <Who github={known()} />
              </p>
              <p class="row-under">
                <Show when={known().connection} fallback={<span>not looked at yet</span>}>
                  {(connection) => (
                    <>
                      <Show when={connection().rate}>{(rate) => <Quota rate={rate()} />}</Show>
                      <span>
                        checked <Ago at={connection().checkedAt} suffix=" ago" />
                      </span>
                      <Show when={connection().expiresAt}>
                        {(at) => <span>the credential ends {day(at())}</span>}
                      </Show>
                    </>
                  )}
                </Show>
              </p>
            </div>
            <button type="button" class="button small" disabled={isChecking()} onClick={() => look.run({})}>
              <Icon name="retry" class={isChecking() ? 'turning' : ''} />
              {isChecking() ? 'Looking…' : 'Look again'}
            </button>
          </div>
        )}
      </Show>
      <ProblemNote problem={look.problem()} />
      <Show when={github.data()?.error}>{(error) => <SyncErrorNote error={error()} />}</Show>
      <Show when={github.data()}>{(known) => <CredentialHelp github={known()} />}</Show>
    </>
  )
}

function Who(props: { github: GitHubView }) {
  const known = () => props.github.connection
  const name = () => known()?.login ?? known()?.installations.join(', ')
  return (
    <Show
      when={props.github.auth !== 'none'}
      fallback={<>No credential is set: public repositories can be added, to read only.</>}
    >
      <Show when={name()} fallback={<>A credential is set ({authWord(props.github.auth)}).</>}>
        {(login) => (
          <>
            {props.github.auth === 'app' ? 'An App, installed at ' : 'Signed in as '}
            <strong>
              <VisibleText text={login()} />
            </strong>
            <Show when={known()}>
              {(connection) => (
                <span class="quiet">, sees {plural(connection().repos, 'repository', 'repositories')}</span>
              )}
            </Show>
          </>
        )}
      </Show>
    </Show>
  )
}

const authWord = (auth: GitHubView['auth']) => (auth === 'app' ? 'a GitHub App' : 'a token')
