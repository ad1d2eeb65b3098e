import { useLocation } from '@solidjs/router'
import { For } from 'solid-js'

const PAGES = [
  { href: '/runs', text: 'Runs' },
  { href: '/templates', text: 'Templates' },
  { href: '/schedules', text: 'Schedules' },
]

/** Runs, what they are proposed from again, and when. */
export function RunsNav() {
  const location = useLocation()
  return (
    <nav class="segments" aria-label="Runs">
      <For each={PAGES}>
        {({ href, text }) => (
          <a href={href} aria-current={location.pathname.startsWith(href) ? 'page' : undefined}>
            {text}
          </a>
        )}
      </For>
    </nav>
  )
}
