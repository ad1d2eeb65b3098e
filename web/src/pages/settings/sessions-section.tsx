import type { SessionView } from '@pm-bot/domain'
import { createSignal, Show } from 'solid-js'
import { createSessions, endOtherSessions, endSession } from '../../api/sessions.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { plural } from '../../ui/time.ts'
import { announce } from '../../ui/toast.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { browserName } from './browser-name.ts'
import { SessionRow } from './session-row.tsx'

export default function SessionsSection() {
  const sessions = createSessions()
  const [ending, setEnding] = createSignal<SessionView | 'others'>()
  const others = () => sessions.data()?.filter(({ current }) => !current).length ?? 0

  return (
    <section class="stack" aria-labelledby="sessions">
      <header class="page-head">
        <h2 id="sessions">Sessions</h2>
        <Show when={others() > 0}>
          <button type="button" class="button small" onClick={() => setEnding('others')}>
            End all others…
          </button>
        </Show>
      </header>
      <ProblemNote problem={sessions.error()} onRetry={sessions.again} />
      <Show
        when={sessions.data()}
        fallback={
          <Show when={sessions.isWaiting()}>
            <Waiting label="sessions" />
          </Show>
        }
      >
        {(known) => (
          <Show when={known().length > 0} fallback={<NoSignIn />}>
            <p class="quiet">
              Browsers that are signed in. A session ends after a week without use, after thirty days, and
              when the password changes.
            </p>
            <div class="card">
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col">Browser</th>
                    <th scope="col">From</th>
                    <th scope="col">Signed in</th>
                    <th scope="col">Last used</th>
                    <th scope="col">Ends</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  <Rows each={known()} key={({ id }) => id}>
                    {(session) => <SessionRow session={session()} onEnd={() => setEnding(session())} />}
                  </Rows>
                </tbody>
              </table>
            </div>
          </Show>
        )}
      </Show>
      <Show when={ending()} keyed>
        {(which) => <EndDialog which={which} others={others()} onClose={() => setEnding(undefined)} />}
      </Show>
    </section>
  )
}

function EndDialog(props: { which: SessionView | 'others'; others: number; onClose: () => void }) {
  const one = () => (props.which === 'others' ? undefined : props.which)
  async function end() {
    const session = one()
    await (session ? endSession(session) : endOtherSessions())
    announce({ text: session ? 'The session has ended.' : 'Every other session has ended.' })
  }
  return (
    <ConfirmDialog
      title={one() ? 'End this session?' : `End ${plural(props.others, 'other session')}?`}
      action={one() ? 'End it' : 'End all others'}
      onConfirm={end}
      onClose={props.onClose}
    >
      <Show when={one()} fallback={<p>Every browser but this one has to sign in again.</p>}>
        {(session) => (
          <p>
            {browserName(session().userAgent)} at {session().address} has to sign in again
            {session().current ? ': that is this browser.' : '.'}
          </p>
        )}
      </Show>
    </ConfirmDialog>
  )
}

function NoSignIn() {
  return (
    <EmptyState icon="person" title="No password is set">
      <p>
        pm-bot listens on this machine alone, so nobody signs in. With <code>PMBOT_PASSWORD</code> or{' '}
        <code>PMBOT_PASSWORD_HASH</code>, the browsers that did stand here.
      </p>
    </EmptyState>
  )
}
