import type { MessageView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Since } from '../../ui/ago.tsx'
import { ErrorText } from '../../ui/error-text.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { messageTitle } from './message-words.ts'

/** A message in line; nothing is asked of the operator. */
export function WaitingMessage(props: { message: MessageView }) {
  return (
    <li class="job">
      <div class="job-text waiting-message">
        <p class="row-title">
          <VisibleText text={messageTitle(props.message)} />
        </p>
        <p class="row-under">
          <span>
            accepted <Since at={props.message.acceptedAt} suffix=" ago" />
          </span>
          <Show when={props.message.attempts > 0}>
            <span>failed {props.message.attempts} ×</span>
          </Show>
        </p>
        <Show when={props.message.lastError}>{(error) => <ErrorText error={error()} />}</Show>
        <RawJson value={props.message.body} summary="The message, secrets masked" />
      </div>
    </li>
  )
}
