import { For, Show } from 'solid-js'
import type { InboxFilter } from '../../api/inbox.ts'
import { searchOf } from './filter-in.ts'

/** What the list shows: what waits, what is put off, what is decided. */
export const INBOX_VIEWS = ['waiting', 'later', 'done'] as const
export type InboxView = (typeof INBOX_VIEWS)[number]

const WORDS: Record<InboxView, string> = { waiting: 'Needs you', later: 'Later', done: 'Done' }

export function InboxTabs(props: { view: InboxView; filter: InboxFilter; waiting: number; later: number }) {
  const count = (view: InboxView) =>
    view === 'waiting' ? props.waiting : view === 'later' && props.later > 0 ? props.later : undefined
  return (
    <nav class="segments" aria-label="Inbox views">
      <For each={INBOX_VIEWS}>
        {(view) => (
          <a
            href={`/inbox${searchOf(view, props.filter)}`}
            aria-current={props.view === view ? 'page' : undefined}
          >
            {WORDS[view]}
            <Show when={count(view) !== undefined}>
              {' '}
              <span class="group-count">{count(view)}</span>
            </Show>
          </a>
        )}
      </For>
    </nav>
  )
}
