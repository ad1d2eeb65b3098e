import { useLocation } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { createMailboxes } from '../api/mailboxes.ts'

const PAGES = [
  { href: '/queues', text: 'Queues' },
  { href: '/workers', text: 'Workers' },
  { href: '/actors', text: 'Mailboxes' },
]

/** The three sides of how work gets done. */
export function WorkNav() {
  const location = useLocation()
  const mailboxes = createMailboxes()
  return (
    <nav class="segments" aria-label="Work">
      <For each={PAGES}>
        {({ href, text }) => (
          <a href={href} aria-current={location.pathname.startsWith(href) ? 'page' : undefined}>
            {text}
            <Show when={href === '/actors' && mailboxes.data()?.parked}>
              {(parked) => (
                <span class="count attention">
                  {parked()}
                  <span class="sr-only"> parked</span>
                </span>
              )}
            </Show>
          </a>
        )}
      </For>
    </nav>
  )
}
