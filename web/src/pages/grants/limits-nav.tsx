import { useLocation } from '@solidjs/router'
import { For } from 'solid-js'

const PAGES = [
  { href: '/grants', text: 'Grants' },
  { href: '/budgets', text: 'Budgets' },
]

/** The two sides of what agents may do without asking: calls, and what they cost. */
export function LimitsNav() {
  const location = useLocation()
  return (
    <nav class="segments" aria-label="Limits">
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
