import type { MetaView } from '@pm-bot/domain'
import { useLocation } from '@solidjs/router'
import { For, Match, Show, Switch } from 'solid-js'
import { createMailboxes } from '../api/mailboxes.ts'
import { signOut } from '../api/session.ts'
import { ConnectionDot } from './connection-dot.tsx'
import { Icon } from './icon.tsx'
import { KeyHint } from './keyboard/key-hint.tsx'
import { NAV_LINKS, type NavLink } from './nav-links.ts'
import { waitingCount } from './title.ts'

/** The left rail; the bottom tabs on a phone. */
export function Rail(props: { meta: MetaView; onShowKeys: () => void }) {
  const location = useLocation()
  const mailboxes = createMailboxes()
  const current = ({ href, also = [] }: NavLink) =>
    [href, ...also].some((path) => location.pathname.startsWith(path)) ? 'page' : undefined

  return (
    <header class="rail">
      <a class="brand" href="/inbox">
        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M9 16.5l5 5 9-11" />
        </svg>
        <span class="rail-text">pm-bot</span>
      </a>
      <a class="button new-run" href="/runs/new">
        <Icon name="plus" />
        <span class="rail-text">New run</span>
        <KeyHint command="new-run" />
      </a>
      <nav aria-label="Main">
        <For each={NAV_LINKS}>
          {(link) => (
            <a href={link.href} aria-current={current(link)}>
              <Icon name={link.icon} />
              <span class="rail-text">{link.text}</span>
              <Switch fallback={<KeyHint command={link.command} />}>
                <Match when={link.href === '/inbox' && waitingCount()}>
                  {(count) => (
                    <span class="count">
                      {count()}
                      <span class="sr-only"> waiting</span>
                    </span>
                  )}
                </Match>
                <Match when={link.href === '/queues' && mailboxes.data()?.parked}>
                  {(count) => (
                    <span class="count attention" title="Parked messages wait for you">
                      {count()}
                      <span class="sr-only"> parked, needs attention</span>
                    </span>
                  )}
                </Match>
              </Switch>
            </a>
          )}
        </For>
      </nav>
      <div class="rail-foot">
        <button type="button" class="keyboard-button" onClick={() => props.onShowKeys()}>
          <Icon name="keyboard" />
          <span class="rail-text">Keyboard</span>
          <KeyHint command="help" />
        </button>
        <Show when={props.meta.auth.required}>
          <button type="button" onClick={() => void signOut()}>
            <Icon name="sign-out" />
            <span class="rail-text">Sign out</span>
          </button>
        </Show>
        <div class="rail-status">
          <ConnectionDot />
          <span class="version rail-text">v{props.meta.version}</span>
        </div>
      </div>
    </header>
  )
}
