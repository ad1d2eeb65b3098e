import type { InboxItemView } from '@pm-bot/domain'
import { For } from 'solid-js'
import { VisibleText } from '../../ui/visible-text.tsx'

/** What else the same run waits for: its agent goes on once all of it is decided. */
export default function Siblings(props: { items: InboxItemView[] }) {
  return (
    <details class="siblings">
      <summary>{props.items.length} more from this run</summary>
      <ul>
        <For each={props.items}>
          {(item) => (
            <li>
              <a href={`/inbox/${item.id}`}>
                <VisibleText text={item.title} keepsLines />
              </a>
            </li>
          )}
        </For>
      </ul>
    </details>
  )
}
