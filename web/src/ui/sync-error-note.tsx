import type { RepoSyncView } from '@pm-bot/domain'
import { type JSX, Show } from 'solid-js'
import { Ago } from './ago.tsx'
import { Icon } from './icon.tsx'
import { InTime } from './in-time.tsx'
import { VisibleText } from './visible-text.tsx'

/** What GitHub, or git, answered, word for word; what cures it; and since when. */
export function SyncErrorNote(props: { error: NonNullable<RepoSyncView['error']>; children?: JSX.Element }) {
  return (
    <div class="note red" role="status" aria-label="Error">
      <Icon name="warning" />
      <div>
        <p class="lines">
          {props.children}
          <strong>
            <VisibleText text={props.error.message} keepsLines />
          </strong>{' '}
          <span class="quiet">
            <Ago at={props.error.at} suffix=" ago" />
            <Show when={props.error.until}>
              {(until) => (
                <>
                  , tried again <InTime at={until()} />
                </>
              )}
            </Show>
          </span>
        </p>
        <Show when={props.error.hint}>
          {(hint) => (
            <p class="lines">
              <VisibleText text={hint()} keepsLines />
            </p>
          )}
        </Show>
      </div>
    </div>
  )
}
