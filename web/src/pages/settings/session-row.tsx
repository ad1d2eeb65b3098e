import type { SessionView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Icon } from '../../ui/icon.tsx'
import { day, exactTime } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { browserName } from './browser-name.ts'

export function SessionRow(props: { session: SessionView; onEnd: () => void }) {
  const name = () => browserName(props.session.userAgent)
  return (
    <tr>
      <th scope="row" title={props.session.userAgent ?? undefined}>
        <VisibleText text={name()} />
        <Show when={props.session.current}>
          <span class="chip green">
            <Icon name="done" />
            This one
          </span>
        </Show>
      </th>
      <td data-label="From">
        <span class="mono">
          <VisibleText text={props.session.address} />
        </span>
      </td>
      <td data-label="Signed in">
        <Ago at={props.session.createdAt} suffix=" ago" />
      </td>
      <td data-label="Last used">
        <Ago at={props.session.lastSeenAt} suffix=" ago" />
      </td>
      <td data-label="Ends">
        <time dateTime={props.session.expiresAt} title={exactTime(props.session.expiresAt)}>
          {day(props.session.expiresAt)}
        </time>
      </td>
      <td class="table-action">
        <button
          type="button"
          class="button small"
          aria-label={`End the session of ${name()} from ${props.session.address}`}
          onClick={() => props.onEnd()}
        >
          End…
        </button>
      </td>
    </tr>
  )
}
