import type { NotifierView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Icon } from '../../../ui/icon.tsx'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { isThisMachine } from './notifier-words.ts'

/** A link that no other device opens is no help on a phone. */
export function LinksNote(props: { notifiers: readonly NotifierView[] }) {
  const address = () => props.notifiers.find((notifier) => isThisMachine(notifier.address))?.address
  return (
    <Show when={address()}>
      {(known) => (
        <div class="note amber">
          <Icon name="warning" />
          <div>
            <p>
              Links lead to <VisibleText text={known()} />, which no other device opens.
            </p>
            <p class="quiet">
              Set <code>PMBOT_PUBLIC_URL</code>, or open this page by an address that your phone reaches and
              send a test from there.
            </p>
          </div>
        </div>
      )}
    </Show>
  )
}
