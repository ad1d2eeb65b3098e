import { Show } from 'solid-js'
import { createMailboxes } from '../../api/mailboxes.ts'
import { Since } from '../../ui/ago.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { plural } from '../../ui/time.ts'
import { waitingInWords } from './waiting-in-words.ts'

/** How the mailboxes stand, and whether one of them waits for the operator. */
export function MailboxSummary() {
  const mailboxes = createMailboxes()
  return (
    <>
      <ProblemNote problem={mailboxes.error()} onRetry={mailboxes.again} />
      <Show when={mailboxes.data()}>
        {(known) => (
          <>
            <Show when={known().parked > 0}>
              <div class="note amber pending">
                <Icon name="warning" />
                <div>
                  <p>
                    <strong>
                      {plural(known().parked, 'parked message')} {known().parked === 1 ? 'waits' : 'wait'} for
                      you.
                    </strong>{' '}
                    What {known().parked === 1 ? 'it was' : 'they were'} to bring about has not happened.
                  </p>
                </div>
                <a class="button" href="/actors">
                  Look at {known().parked === 1 ? 'it' : 'them'} <Icon name="forward" />
                </a>
              </div>
            </Show>
            <p class="quiet mailbox-line">
              <Icon name="mailbox" />
              <span>
                <a href="/actors?show=with-mail">Mailboxes</a>: {waitingInWords(known())}.
                <Show when={known().oldestWaitingAt}>
                  {(at) => (
                    <>
                      {' '}
                      The oldest has waited <Since at={at()} />.
                    </>
                  )}
                </Show>
                <Show when={known().suspected > 0}>
                  {' '}
                  <a href="/actors?show=suspected">{plural(known().suspected, 'actor')} under suspicion</a>: a
                  worker died while it served {known().suspected === 1 ? 'it' : 'them'}.
                </Show>
              </span>
            </p>
          </>
        )}
      </Show>
    </>
  )
}
